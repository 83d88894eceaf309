namespace Federation.Exchange;

/// <summary>A coin's values on a board.</summary>
internal sealed class BoardValueRecord
{
    public long BoardNumber { get; init; }

    public required string CoinId { get; init; }

    public required long AsksUnits { get; set; }

    public required long PaysUnits { get; set; }
}
