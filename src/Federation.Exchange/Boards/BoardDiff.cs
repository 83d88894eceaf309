namespace Federation.Exchange;

/// <summary>All that differs between two boards, but for their numbers. Each list is sorted by its key.</summary>
internal sealed record BoardDiff
{
    /// <summary>The fees of both boards, where they differ.</summary>
    public (ConversionFee Old, ConversionFee New)? Fee { get; private init; }

    /// <summary>The limits of both boards, where they differ.</summary>
    public (ConversionLimits Old, ConversionLimits New)? Limits { get; private init; }

    public required IReadOnlyList<BoardChange<string, CoinRates>> Values { get; init; }

    public required IReadOnlyList<BoardChange<CoinPair, CoinRates>> Overrides { get; init; }

    public required IReadOnlyList<BoardChange<CoinPair, ConversionFee>> PairFees { get; init; }

    public required IReadOnlyList<BoardChange<CoinPair, ConversionLimits>> PairLimits { get; init; }

    /// <summary>Whether the boards say the same.</summary>
    public bool IsEmpty =>
        Fee is null && Limits is null
        && Values.Count + Overrides.Count + PairFees.Count + PairLimits.Count == 0;

    public static BoardDiff Between(RateBoard old, RateBoard now) => new()
    {
        Fee = old.Fee == now.Fee ? null : (old.Fee, now.Fee),
        Limits = old.Limits == now.Limits ? null : (old.Limits, now.Limits),
        Values = Changes(old.Values, now.Values, StringComparer.Ordinal),
        Overrides = Changes(old.Overrides, now.Overrides, Comparer<CoinPair>.Default),
        PairFees = Changes(old.PairFees, now.PairFees, Comparer<CoinPair>.Default),
        PairLimits = Changes(old.PairLimits, now.PairLimits, Comparer<CoinPair>.Default),
    };

    private static IReadOnlyList<BoardChange<TKey, TValue>> Changes<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> old, IReadOnlyDictionary<TKey, TValue> now, IComparer<TKey> order)
        where TKey : notnull
        where TValue : struct
    {
        return [.. old.Keys.Union(now.Keys).Order(order)
            .Select(key => new BoardChange<TKey, TValue>(key, Of(old, key), Of(now, key)))
            .Where(change => !Nullable.Equals(change.Old, change.New))];

        static TValue? Of(IReadOnlyDictionary<TKey, TValue> all, TKey key) =>
            all.TryGetValue(key, out var value) ? value : null;
    }
}
