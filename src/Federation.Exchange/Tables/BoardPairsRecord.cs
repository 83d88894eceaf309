namespace Federation.Exchange;

/// <summary>The column of a board's row that has its pairs. Up to 40,000 pairs take a tenth of a second to read, so
/// they are left out where only their number is needed.</summary>
internal sealed class BoardPairsRecord
{
    public long Number { get; init; }

    /// <summary>A <see cref="V1.BoardTerms"/> with the pairs alone: they are only ever read together.</summary>
    public byte[] Pairs { get; set; } = [];
}
