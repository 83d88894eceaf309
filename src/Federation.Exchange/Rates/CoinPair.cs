namespace Federation.Exchange;

/// <summary>A direction of exchange between two coins, by their ids. Sorted by source, then by target.</summary>
internal readonly record struct CoinPair(string SourceId, string TargetId) : IComparable<CoinPair>
{
    public CoinPair Reversed() => new(TargetId, SourceId);

    public int CompareTo(CoinPair other) =>
        string.CompareOrdinal(SourceId, other.SourceId) is not 0 and var bySource
            ? bySource
            : string.CompareOrdinal(TargetId, other.TargetId);
}
