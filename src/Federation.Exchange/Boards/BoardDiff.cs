namespace Federation.Exchange;

/// <summary>One thing that two boards say differently.</summary>
/// <param name="Key">The coin's id, or the pair.</param>
/// <param name="Old">What the first board says; null where it says nothing.</param>
/// <param name="New">What the second board says; null where it says nothing.</param>
internal readonly record struct BoardChange<TKey, TValue>(TKey Key, TValue? Old, TValue? New)
    where TValue : struct;

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

/// <summary>Whose approval a board needs.</summary>
internal static class BoardIssuers
{
    /// <summary>
    /// The ids, sorted, of the coins whose values a board would change: the coin's own, or those of a pair that it is
    /// on either side of. Coming onto the board and leaving it are changes. Fees and limits are the alliance's.
    /// </summary>
    /// <param name="previous">The board before; null for the first, which changes every coin on it.</param>
    /// <param name="next">The board that is proposed.</param>
    public static IReadOnlyList<string> Of(RateBoard? previous, RateBoard next)
    {
        if (previous is null)
            return next.Coins;
        var diff = BoardDiff.Between(previous, next);
        return [.. diff.Values.Select(v => v.Key)
            .Concat(diff.Overrides.SelectMany(o => (string[])[o.Key.SourceId, o.Key.TargetId]))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
