namespace Federation.Ledger;

/// <summary>
/// What became of a journal, as its row says it. What a column means depends on the journal's kind: only
/// <see cref="JournalStatus"/> reads it.
/// </summary>
internal sealed record Undone(
    long Units = 0, bool Reversed = false, int Earnings = 0, bool Confirmed = false, long Refunded = 0);
