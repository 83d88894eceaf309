using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>A wallet as the model keeps it: a plain list of coins, all else is found by scanning it.</summary>
internal sealed record ModelWallet(string Name, string Coin)
{
    public WalletState State { get; init; } = WalletState.Active;

    public bool Frozen { get; init; }

    public IReadOnlyList<ModelCoins> Coins { get; init; } = [];

    public long Owed { get; init; }

    public long Version { get; init; }

    public DateTimeOffset? LastTime { get; init; }

    public DateTimeOffset? ActiveUntil { get; init; }

    /// <summary>What left by capped legs on the last day on which the wallet changed.</summary>
    public (int Day, long Units) Capped { get; init; }

    /// <summary>The days on which gifts were given, one for each.</summary>
    public IReadOnlyList<DateOnly> GiftDays { get; init; } = [];

    /// <summary>The day on which a gift counts: a clock that goes back over midnight is not felt.</summary>
    public DateOnly GiftDayAt(DateOnly today) => GiftDays is [.., var last] && last == today.AddDays(1) ? last : today;

    public long Balance => Coins.Sum(c => c.Units);

    public long Held => Coins.Where(c => c.Hold is not null).Sum(c => c.Units);

    /// <summary>The time of a journal on it: never before the last one's.</summary>
    public DateTimeOffset RecordedAt(DateTimeOffset clock) => LastTime is { } last && last > clock ? last : clock;

    /// <summary>The time by which it is decided on: a clock that goes back for an hour is not felt, one that goes back
    /// further is right.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset clock) =>
        LastTime is { } last && last > clock.AddHours(1) ? clock : RecordedAt(clock);

    /// <summary>What counts against a cap at a time. What left on a day that is not begun within the hour does
    /// not.</summary>
    public (int Day, long Units) CappedAt(DateTimeOffset time) =>
        Capped.Day >= DayOf(time) && Capped.Day <= DayOf(time.AddHours(1)) ? Capped : (DayOf(time), 0);

    public static int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime).DayNumber;

    public bool IsGone(CoinTerms terms, DateTimeOffset time) =>
        terms.Activity
            ? ActiveUntil is null || ActiveUntil <= time
            : terms.Expires is { } end && end.AddDays(terms.Unannounced ? 365 : 0) <= time;

    /// <summary>The coins that can be spent, in the order of taking.</summary>
    public IEnumerable<ModelCoins> Spendable(DateTimeOffset time, IReadOnlyList<Provenance> only) => Coins
        .Where(c => c.Hold is null && !IsGone(c.Terms, time) && !c.Terms.Awaits && !(c.Terms.From > time)
            && (only.Count == 0 || only.Contains(c.Terms.Provenance)))
        .OrderBy(c => c.Terms.Order);

    public long Available(DateTimeOffset time, IReadOnlyList<Provenance>? only = null) =>
        Spendable(time, only ?? []).Sum(c => c.Units);

    public long FreeOf(CoinTerms terms, DateTimeOffset time) =>
        IsGone(terms, time) ? 0 : Coins.Where(c => c.Hold is null && c.Terms == terms).Sum(c => c.Units);

    /// <summary>All coins but those that are gone; what a hold holds is not gone.</summary>
    public long Living(DateTimeOffset time) =>
        Coins.Where(c => c.Hold is not null || !IsGone(c.Terms, time)).Sum(c => c.Units);
}
