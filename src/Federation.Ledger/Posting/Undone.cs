namespace Federation.Ledger;

/// <summary>
/// What became of a journal, as its row says it. What a column means depends on the journal's kind: only
/// <see cref="JournalStatus"/> reads it.
/// </summary>
internal sealed record Undone(
    long Units = 0, bool Reversed = false, int Earnings = 0, bool Confirmed = false, long Refunded = 0,
    long Lot = 0)
{
    public static Undone Of(UndoneRow row) =>
        new(row.Units, row.Reversed, row.Earnings, row.Confirmed, row.Refunded, row.Lot);

    public UndoneRow ToRow(Guid journalId) => new()
    {
        JournalId = journalId,
        Units = Units,
        Reversed = Reversed,
        Earnings = Earnings,
        Confirmed = Confirmed,
        Refunded = Refunded,
        Lot = Lot,
    };
}
