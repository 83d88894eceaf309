namespace Federation.Exchange;

internal enum DeviationKind
{
    /// <summary>What a coin asks, against the previous board.</summary>
    CoinOnValue,

    /// <summary>What a coin pays, against the previous board.</summary>
    CoinOffValue,

    /// <summary>What the target asks in a pair, against the previous board.</summary>
    PairOnValue,

    /// <summary>What the source pays in a pair, against the previous board.</summary>
    PairOffValue,

    /// <summary>A pair's rate, against the inverse of the rate back.</summary>
    PairInverse,
}
