namespace Federation.Ledger;

/// <summary>What became of a hold, of its row.</summary>
internal static class HoldStatus
{
    /// <summary>The status that a row says; without a row the hold is new.</summary>
    public static JournalStatus.Hold ToHoldStatus(this UndoneRow? row) =>
        JournalStatus.Hold.Of(row is null ? null : Undone.Of(row));
}
