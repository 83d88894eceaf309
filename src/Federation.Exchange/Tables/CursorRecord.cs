namespace Federation.Exchange;

/// <summary>How far a list has followed the ledger.</summary>
internal sealed class CursorRecord
{
    /// <summary>The name of the list of exchanges.</summary>
    public const string Exchanges = "exchanges";

    public required string Name { get; init; }

    /// <summary>The last group that the list covers.</summary>
    public long GroupNumber { get; init; }
}
