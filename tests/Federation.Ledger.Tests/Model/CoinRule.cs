using System.Collections.Concurrent;
using System.Globalization;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;

namespace Federation.Ledger.Tests;

/// <summary>When a coin's units expire, as a story tells it: <c>never</c>, <c>days=30</c>, <c>months=6</c>,
/// <c>dates=3-31,9-30</c> or <c>activity=60</c>, with <c>grace=7</c>, <c>notice=30</c> (days),
/// <c>zone=Asia/Shanghai</c> and <c>gifts=3</c> (a day of that zone).</summary>
internal sealed record CoinRule(
    int Days = 0, int Months = 0, int Activity = 0, string Dates = "", int Grace = 0, string Zone = "UTC",
    int Notice = 0, int Gifts = 0)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
    private readonly ConcurrentDictionary<DateOnly, DateTimeOffset> ends = [];
    private readonly ConcurrentDictionary<DateOnly, DateOnly> nextDates = [];

    public static CoinRule Parse(IEnumerable<string> words)
    {
        var rule = new CoinRule();
        foreach (var word in words)
            rule = word.Split('=') switch
            {
                ["never"] => rule,
                ["days", var n] => rule with { Days = Number(n) },
                ["months", var n] => rule with { Months = Number(n) },
                ["activity", var n] => rule with { Activity = Number(n) },
                ["notice", var n] => rule with { Notice = Number(n) },
                ["gifts", var n] => rule with { Gifts = Number(n) },
                ["dates", var dates] => new CoinRule(
                    Dates: dates, Grace: rule.Grace, Zone: rule.Zone, Notice: rule.Notice, Gifts: rule.Gifts),
                ["grace", var n] => rule with { Grace = Number(n) },
                // What the others remember by day depends on the zone: a new one remembers nothing.
                ["zone", var zone] => new CoinRule(
                    rule.Days, rule.Months, rule.Activity, rule.Dates, rule.Grace, zone,
                    rule.Notice, rule.Gifts),
                _ => throw new FormatException(word),
            };
        return rule;
    }

    public override string ToString() => string.Join(' ', new[]
    {
        Days > 0 ? $"days={Days}" : "", Months > 0 ? $"months={Months}" : "", Activity > 0 ? $"activity={Activity}"
            : "",
        Dates.Length > 0 ? $"dates={Dates}" : "", Grace > 0 ? $"grace={Grace}" : "", Zone == "UTC" ? ""
            : $"zone={Zone}", Notice > 0 ? $"notice={Notice}" : "", Gifts > 0 ? $"gifts={Gifts}" : "",
    }.Where(w => w.Length > 0).DefaultIfEmpty("never"));

    /// <summary>The rule as the directory tells it to the ledger.</summary>
    public CoinPolicy ToPolicy()
    {
        var expiry = new ExpiryRule { TimeZone = Zone, NoticeDays = Notice };
        if (Days > 0)
            expiry.Days = Days;
        else if (Months > 0)
            expiry.Months = Months;
        else if (Activity > 0)
            expiry.DaysAfterActivity = Activity;
        else if (Dates.Length > 0)
            expiry.FixedDates = new FixedDates
            {
                Dates = { DatesOfYear()
                .Select(d => new Google.Type.Date { Month = d.Month, Day = d.Day }) }
            };
        return CoinPolicy.Of(new DirectoryCoin
        {
            Expiry = expiry,
            RestoreGraceDays = Grace,
            GiftLimit = new GiftLimit { GiftsPerDay = Gifts, TimeZone = Zone },
        });
    }

    /// <summary>From when on coins are gone that were earned then, or whose last activity was then.</summary>
    public DateTimeOffset? GoneFrom(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        if (Days + Activity > 0)
            return EndOf(day.AddDays(Days + Activity));
        if (Months > 0)
            return EndOf(day.AddMonths(Months));
        if (Dates.Length == 0)
            return null;
        if (nextDates.TryGetValue(day, out var known))
            return EndOf(known);
        var dates = DatesOfYear().ToList();
        for (var next = day.AddDays(1); ; next = next.AddDays(1))
            if (dates.Contains((next.Month, next.Day)))
                return EndOf(nextDates[day] = next);
    }

    /// <summary>From when on coins are gone that came back too late and live on for the days of grace.</summary>
    public DateTimeOffset GraceUntil(DateTimeOffset moment) => EndOf(DayOf(moment).AddDays(Grace));

    /// <summary>The first start of a day that is not before a moment.</summary>
    public DateTimeOffset DayStartFrom(DateTimeOffset moment) =>
        EndOf(DayOf(moment).AddDays(-1)) == moment ? moment : EndOf(DayOf(moment));

    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private DateTimeOffset EndOf(DateOnly day)
    {
        if (ends.TryGetValue(day, out var known))
            return known;
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return ends[day] = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(midnight, zone), TimeSpan.Zero);
    }

    private IEnumerable<(int Month, int Day)> DatesOfYear() =>
        Dates.Split(',').Select(d => d.Split('-')).Select(d => (Number(d[0]), Number(d[1])));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
