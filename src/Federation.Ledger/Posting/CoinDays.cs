namespace Federation.Ledger;

/// <summary>The days of a time zone. It does no I/O, and any thread may ask it.</summary>
internal sealed class CoinDays
{
    // No wall clock is further from UTC than 14 hours: so long before a midnight "in UTC" it has not struck anywhere,
    // and so long after it has struck everywhere.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TimeZoneInfo zone;

    private CoinDays(TimeZoneInfo zone) => this.zone = zone;

    /// <summary>The days of a zone by its IANA name; empty: UTC.</summary>
    // The zone was looked up when the coin was defined. That this node's zone data lacks it is a fault of the node, but
    // one that must not stop every command of the coin: day boundaries in UTC are at most 14 hours off, and the same
    // each time.
    public static CoinDays In(string id) => new(
        id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc);

    /// <summary>The day of a time.</summary>
    public DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(moment.UtcDateTime + zone.GetUtcOffset(moment));

    /// <summary>
    /// When the zone's clock first reads 00:00 of the day, or later. It asks the zone for offsets at instants only,
    /// which have exactly one; no zone changes its offset twice within the thirty hours that are looked at.
    /// </summary>
    public DateTimeOffset FirstInstantOf(DateOnly day)
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
