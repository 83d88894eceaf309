namespace Federation.Ledger;

/// <summary>What a group writes, as rows, the same for every store.</summary>
internal static class GroupRows
{
    /// <summary>All but the group itself, which comes last.</summary>
    public static void WriteTo(IRowWriter writer, GroupState state, int slot)
    {
        writer.Write(LedgerTables.Outcomes, RowWrite.Insert, state.Decisions.ConvertAll(d => d.ToRow()));
        writer.Write(LedgerTables.Entries, RowWrite.Insert, Entries(state));
        writer.Write(
            LedgerTables.Wallets, RowWrite.Update, state.ChangedWallets.Select(id => state.Wallets[id]).ToList());
        var lots = state.LotsToWrite();
        writer.Write(LedgerTables.Lots, RowWrite.Delete, lots.FindAll(l => l.Remaining == 0));
        writer.Write(LedgerTables.Lots, RowWrite.Upsert, lots.FindAll(l => l.Remaining != 0));
        var holds = state.HoldsToWrite();
        writer.Write(LedgerTables.Holds, RowWrite.Delete, holds.FindAll(h => h.Units == 0));
        writer.Write(LedgerTables.Holds, RowWrite.Upsert, holds.FindAll(h => h.Units != 0));
        writer.Write(LedgerTables.Totals, RowWrite.Upsert,
            state.TotalChanges.Select(t => t.Key.ToRow(slot, t.Value)).ToList());
        writer.Write(LedgerTables.Undone, RowWrite.Upsert,
            state.ChangedUndone.Select(id => state.Undone[id].ToRow(id.Value)).ToList());
        writer.Write(LedgerTables.Consumed, RowWrite.Insert, Consumed(state));
        writer.Write(LedgerTables.Tallies, RowWrite.Upsert, Tallies(state));
        writer.Write(LedgerTables.TallyEntries, RowWrite.Insert, TallyEntries(state));
    }

    public static List<WalletRow> NewWallets(IReadOnlyList<(WalletKey Key, Guid Id)> wallets) =>
        [.. wallets.Select(w => new WalletRow { Id = w.Id, MemberId = w.Key.MemberId, Coin = w.Key.Coin })];

    /// <exception cref="InvalidOperationException">Another number of rows was written than was sent.</exception>
    public static void Check(string table, RowWrite write, long sent, long written)
    {
        // A row to delete may have come and gone within the group.
        if (write == RowWrite.Delete ? written > sent : written != sent)
            throw new InvalidOperationException(
                $"{write} of {sent} rows of {table} was {written} rows: the group is not written.");
    }

    private static List<EntryRow> Entries(GroupState state)
    {
        var rows = new List<EntryRow>(state.Decisions.Count * 2);
        foreach (var decision in state.Decisions)
            for (var line = 0; line < decision.Journal?.Entries.Count; line++)
                rows.Add(decision.Journal.Entries[line].ToRow(decision.Id.Value, line));
        return rows;
    }

    private static List<TallyRow> Tallies(GroupState state) =>
        [.. state.ChangedTallies.Order().Select(id => new TallyRow { Id = id, Units = state.Tallies[id] })];

    private static List<TallyEntryRow> TallyEntries(GroupState state) =>
    [
        .. from decision in state.Decisions
           from entry in decision.Journal?.Tallies.Select((move, line) => (move, line)) ?? []
           select new TallyEntryRow
           {
               JournalId = decision.Id.Value,
               Line = (short)entry.line,
               TallyId = entry.move.Tally,
               Units = entry.move.Units,
               After = entry.move.After,
           },
    ];

    private static List<ConsumedRow> Consumed(GroupState state) =>
    [
        .. from decision in state.Decisions
           where decision.Journal is not null
           from consumption in decision.Command.Consumes
           select new ConsumedRow { Key = consumption.Key, JournalId = decision.Id.Value },
    ];
}
