namespace Federation.Ledger;

/// <summary>What a journal moved of a tally.</summary>
internal sealed class TallyEntryRow
{
    public required Guid JournalId { get; set; }

    /// <summary>Its place in the journal, from 0.</summary>
    public required short Line { get; set; }

    public required Guid TallyId { get; set; }

    /// <summary>By how much.</summary>
    public required long Units { get; set; }

    /// <summary>What the tally was afterwards.</summary>
    public required long After { get; set; }
}
