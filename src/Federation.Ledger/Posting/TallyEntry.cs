namespace Federation.Ledger;

/// <summary>What a journal moved of a tally.</summary>
/// <param name="Tally">Which one.</param>
/// <param name="Units">By how much.</param>
/// <param name="After">What it was afterwards.</param>
internal sealed record TallyEntry(Guid Tally, long Units, long After);
