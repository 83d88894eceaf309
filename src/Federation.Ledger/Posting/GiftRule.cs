using Federation.Partners.V1;

namespace Federation.Ledger;

/// <summary>How many gifts of a coin a member may give a day. It does no I/O, and any thread may ask it.</summary>
internal sealed class GiftRule
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly CoinDays days;

    private GiftRule(int most, CoinDays days) => (Most, this.days) = (most, days);

    /// <summary>The most gifts a day; at least 1.</summary>
    public int Most { get; }

    /// <summary>The rule of a coin; null where it has none.</summary>
    public static GiftRule? Of(GiftLimit? limit) =>
        limit is { GiftsPerDay: > 0 } ? new(limit.GiftsPerDay, CoinDays.In(limit.TimeZone)) : null;

    /// <summary>The day of a time, since 1970-01-01, in the rule's time zone.</summary>
    public int DayOf(DateTimeOffset time) => days.DayOf(time).DayNumber - Epoch;

    /// <summary>The first instant after a day.</summary>
    public DateTimeOffset EndOf(int day) => days.FirstInstantOf(DateOnly.FromDayNumber(Epoch + day + 1));
}
