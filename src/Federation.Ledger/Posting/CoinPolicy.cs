using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Rule = Federation.Partners.V1.ExpiryRule.RuleOneofCase;

namespace Federation.Ledger;

/// <summary>
/// When a coin's units expire, by its definition. It does no I/O, and any thread may ask it. Each time that it answers
/// is the first instant of a day in the coin's time zone, from which the coins are gone, on a whole minute UTC.
/// </summary>
internal sealed class CoinPolicy
{
    /// <summary>No expiry, and no grace.</summary>
    public static readonly CoinPolicy NeverExpires = new(new ExpiryRule(), 0);

    // Nearly all earnings are of today; late reports and pending coins bring some hundred other days. A power of two.
    private const int RememberedDays = 128;

    // Minutes since the year 1 need 33 bits up to the year 9999, days 22.
    private const int MinuteBits = 36;

    // No wall clock is further from UTC than 14 hours: so long before a midnight "in UTC" it has not struck anywhere,
    // and so long after it has struck everywhere.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Rule rule;
    private readonly int count;
    private readonly (int Month, int Day)[] dates = [];
    private readonly TimeZoneInfo zone;

    // By day of earning: its number plus one, and the minute of the expiry. One word each, so that a reader on another
    // thread sees a whole one, old or new; both are right.
    private readonly long[] remembered;

    private CoinPolicy(ExpiryRule expiry, int restoreGraceDays)
    {
        RestoreGraceDays = restoreGraceDays;
        rule = expiry.RuleCase;
        count = rule switch
        {
            Rule.Days => expiry.Days,
            Rule.Months => expiry.Months,
            Rule.DaysAfterActivity => expiry.DaysAfterActivity,
            _ => 0,
        };
        if (rule is Rule.FixedDates)
            dates = [.. expiry.FixedDates.Dates.Select(d => (d.Month, d.Day)).Order()];
        NoticeDays = expiry.NoticeDays;
        NoticeEvidence = expiry.NoticeEvidence;
        zone = ZoneOf(expiry.TimeZone);
        remembered = new long[rule is Rule.None ? 0 : RememberedDays];
    }

    /// <summary>True where the coins of a member live until some days after the last activity, whenever
    /// earned.</summary>
    public bool ExpiresWithActivity => rule is Rule.DaysAfterActivity;

    /// <summary>How many days coins live on that come back after they had expired, 0 to 365; 0: they expire at
    /// once.</summary>
    public int RestoreGraceDays { get; }

    /// <summary>For how many days after a member was told of an end coins live on, 0 to 90; 0: coins end without
    /// notice.</summary>
    public int NoticeDays { get; }

    /// <summary>What must show that a member was told.</summary>
    public NoticeEvidence NoticeEvidence { get; }

    public static CoinPolicy Of(DirectoryCoin coin) => new(coin.Expiry ?? new ExpiryRule(), coin.RestoreGraceDays);

    /// <summary>From when on coins are gone that were earned then; null: never.</summary>
    /// <exception cref="InvalidOperationException">The coin expires with activity: no lot of it has an expiry of its
    /// own.</exception>
    public DateTimeOffset? ExpiryOf(DateTimeOffset earned) => rule switch
    {
        Rule.None => null,
        Rule.DaysAfterActivity =>
        throw new InvalidOperationException("A coin that expires with activity was asked for an expiry by earning."),
        _ => EndCountedFrom(DayOf(earned)),
    };

    /// <summary>From when on a member's coins are gone whose last activity was then.</summary>
    /// <exception cref="InvalidOperationException">The coin does not expire with activity.</exception>
    public DateTimeOffset ActiveUntil(DateTimeOffset activity) => ExpiresWithActivity
        ? EndCountedFrom(DayOf(activity))
        : throw new InvalidOperationException(
            "A coin that does not expire with activity was asked for an expiry by activity.");

    /// <summary>From when on coins are gone that come back after their end: the days of grace after the day of a
    /// moment.</summary>
    /// <exception cref="InvalidOperationException">The coin has no grace: what comes back expires at once.</exception>
    public DateTimeOffset RestoredUntil(DateTimeOffset last) => RestoreGraceDays > 0
        ? FirstInstantOf(DayOf(last).AddDays(RestoreGraceDays + 1))
        : throw new InvalidOperationException("A coin without grace was asked how long restored coins live on.");

    /// <summary>From when on coins are gone whose end was announced.</summary>
    /// <param name="end">The end by their rule.</param>
    /// <param name="delivered">When the member was told of it.</param>
    public DateTimeOffset NoticedUntil(DateTimeOffset end, DateTimeOffset delivered)
    {
        var noticed = DayStartFrom(delivered.AddDays(NoticeDays));
        return noticed <= end ? end : noticed < end + Lot.LongestExtension ? noticed : end + Lot.LongestExtension;
    }

    /// <summary>The first start of a day, in the coin's time zone, that is not before a time.</summary>
    public DateTimeOffset DayStartFrom(DateTimeOffset time)
    {
        var day = DayOf(time);
        var start = FirstInstantOf(day);
        return start >= time ? start : FirstInstantOf(day.AddDays(1));
    }

    /// <summary>The day of a time, in the coin's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(moment.UtcDateTime + zone.GetUtcOffset(moment));

    // The zone was looked up when the coin was defined. That this node's zone data lacks it is a fault of the node, but
    // one that must not stop every command of the coin: day boundaries in UTC are at most 14 hours off, and the same
    // each time.
    private static TimeZoneInfo ZoneOf(string id) =>
        id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;

    private DateTimeOffset EndCountedFrom(DateOnly day)
    {
        ref var place = ref remembered[day.DayNumber & (RememberedDays - 1)];
        var kept = Volatile.Read(ref place);
        if (kept >> MinuteBits == day.DayNumber + 1)
            return new DateTimeOffset((kept & ((1L << MinuteBits) - 1)) * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var end = FirstInstantOf(LastDayFrom(day).AddDays(1));
        Volatile.Write(ref place, ((day.DayNumber + 1L) << MinuteBits) | (end.UtcTicks / TimeSpan.TicksPerMinute));
        return end;
    }

    /// <summary>The last day on which the coins can be spent.</summary>
    private DateOnly LastDayFrom(DateOnly day) => rule switch
    {
        Rule.Months => day.AddMonths(count),
        Rule.FixedDates => NextDate(day),
        _ => day.AddDays(count),
    };

    private DateOnly NextDate(DateOnly day)
    {
        foreach (var (month, date) in dates)
            if (DateIn(day.Year, month, date) is var next && next > day)
                return next;
        return DateIn(day.Year + 1, dates[0].Month, dates[0].Day);
    }

    // 29 February is the last of February in other years.
    private static DateOnly DateIn(int year, int month, int day) =>
        new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));

    /// <summary>
    /// When the zone's clock first reads 00:00 of the day, or later. It asks the zone for offsets at instants only,
    /// which have exactly one; no zone changes its offset twice within the thirty hours that are looked at.
    /// </summary>
    private DateTimeOffset FirstInstantOf(DateOnly day)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var before = zone.GetUtcOffset(midnight - Reach);
        var after = zone.GetUtcOffset(midnight + Reach);

        // Where midnight strikes twice, the offset before the change belongs to the earlier one: so it is tried first.
        var early = midnight - before;
        if (zone.GetUtcOffset(early) == before)
            return early;
        var late = midnight - after;
        return zone.GetUtcOffset(late) == after ? late : AfterGap(midnight, late, early);
    }

    /// <summary>
    /// The clock leaps over midnight, after <paramref name="low"/> and not after <paramref name="high"/>; the first
    /// whole minute after the leap.
    /// </summary>
    private DateTimeOffset AfterGap(DateTimeOffset midnight, DateTimeOffset low, DateTimeOffset high)
    {
        while (high - low > Minute)
        {
            var middle = low + (((high - low) / 2).Ticks / TimeSpan.TicksPerMinute * Minute);
            if (middle + zone.GetUtcOffset(middle) >= midnight)
                high = middle;
            else
                low = middle;
        }
        return high;
    }
}
