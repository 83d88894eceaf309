using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Rule = Federation.Partners.V1.ExpiryRule.RuleOneofCase;

namespace Federation.Ledger;

/// <summary>
/// When a coin's units expire, and how many gifts of it there may be a day, by its definition. It does no I/O, and any
/// thread may ask it. Each time that it answers is the first instant of a day in the coin's time zone, from which the
/// coins are gone, on a whole minute UTC.
/// </summary>
internal sealed class CoinPolicy
{
    /// <summary>No expiry, and no grace.</summary>
    public static readonly CoinPolicy NeverExpires = new(new ExpiryRule(), 0, null);

    // Nearly all earnings are of today; late reports and pending coins bring some hundred other days. A power of two.
    private const int RememberedDays = 128;

    // Minutes since the year 1 need 33 bits up to the year 9999, days 22.
    private const int MinuteBits = 36;

    private readonly Rule rule;
    private readonly int count;
    private readonly (int Month, int Day)[] dates = [];
    private readonly CoinDays calendar;

    // By day of earning: its number plus one, and the minute of the expiry. One word each, so that a reader on another
    // thread sees a whole one, old or new; both are right.
    private readonly long[] remembered;

    private CoinPolicy(ExpiryRule expiry, int restoreGraceDays, GiftLimit? gifts)
    {
        Gifts = GiftRule.Of(gifts);
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
        calendar = CoinDays.In(expiry.TimeZone);
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

    /// <summary>How many gifts a member may give a day; null: as many as it likes.</summary>
    public GiftRule? Gifts { get; }

    public static CoinPolicy Of(DirectoryCoin coin) =>
        new(coin.Expiry ?? new ExpiryRule(), coin.RestoreGraceDays, coin.GiftLimit);

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
        ? calendar.FirstInstantOf(DayOf(last).AddDays(RestoreGraceDays + 1))
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
        var start = calendar.FirstInstantOf(day);
        return start >= time ? start : calendar.FirstInstantOf(day.AddDays(1));
    }

    /// <summary>The day of a time, in the coin's time zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => calendar.DayOf(moment);

    private DateTimeOffset EndCountedFrom(DateOnly day)
    {
        ref var place = ref remembered[day.DayNumber & (RememberedDays - 1)];
        var kept = Volatile.Read(ref place);
        if (kept >> MinuteBits == day.DayNumber + 1)
            return new DateTimeOffset((kept & ((1L << MinuteBits) - 1)) * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        var end = calendar.FirstInstantOf(LastDayFrom(day).AddDays(1));
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
}
