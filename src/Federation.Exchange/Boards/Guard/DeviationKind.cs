namespace Federation.Exchange;

internal enum DeviationKind
{
    /// <summary>What a coin asks, against the previous board.</summary>
    CoinAsks,

    /// <summary>What a coin pays, against the previous board.</summary>
    CoinPays,

    /// <summary>What the target asks in a pair, against the previous board.</summary>
    PairAsks,

    /// <summary>What the source pays in a pair, against the previous board.</summary>
    PairPays,

    /// <summary>A pair's rate, against the inverse of the rate back.</summary>
    PairInverse,
}
