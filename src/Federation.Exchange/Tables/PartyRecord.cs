namespace Federation.Exchange;

/// <summary>That a brand took part in an exchange: one seek finds a brand's page, whichever side it was on.</summary>
internal sealed class PartyRecord
{
    public required string PartnerId { get; init; }

    public required long GroupNumber { get; init; }

    public required int Position { get; init; }
}
