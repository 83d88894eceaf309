namespace Federation.Messages;

/// <summary>How far the ledger's log was followed.</summary>
internal sealed class CursorRow
{
    /// <summary>The name of the only one.</summary>
    public const string Ledger = "ledger";

    public required string Name { get; init; }

    /// <summary>The last group whose changes were told.</summary>
    public long GroupNumber { get; init; }
}
