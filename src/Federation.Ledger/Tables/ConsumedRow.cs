namespace Federation.Ledger;

/// <summary>Something that could be used once, and was.</summary>
internal sealed class ConsumedRow
{
    public required string Key { get; set; }

    public required Guid JournalId { get; set; }
}
