namespace Federation.Exchange;

/// <summary>A coin's values on a board.</summary>
internal sealed class BoardValueRecord
{
    public long BoardNumber { get; init; }

    public required string CoinId { get; init; }

    public required long OnValueUnits { get; set; }

    public required long OffValueUnits { get; set; }
}
