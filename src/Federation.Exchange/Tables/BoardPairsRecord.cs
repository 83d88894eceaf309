namespace Federation.Exchange;

/// <summary>The pairs of a board, in its own row. Up to 40,000 pairs take a tenth of a second to read, so what lists
/// boards leaves them out.</summary>
internal sealed class BoardPairsRecord
{
    public long Number { get; init; }

    /// <summary>A <see cref="V1.BoardTerms"/> with the pairs alone: they are only ever read together.</summary>
    public byte[] Pairs { get; set; } = [];
}
