using System.Data.Common;

namespace Federation.Ledger;

/// <summary>Reads rows of the ledger's tables from PostgreSQL and SQL Server.</summary>
internal static class ReaderRows
{
    /// <summary>The row at which the reader stands.</summary>
    public static TRow Row<TRow>(this DbDataReader reader, Table<TRow> table)
    {
        var row = table.Empty();
        for (var i = 0; i < table.Count; i++)
            table[i].Read(reader, i, row);
        return row;
    }

    /// <summary>Each row that is left.</summary>
    public static async Task EachAsync<TRow>(
        this DbDataReader reader, Table<TRow> table, Action<TRow> take, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel))
            take(reader.Row(table));
    }

    public static async Task<IReadOnlyList<(WalletKey Key, Guid Id)>> WalletKeysAsync(
        this DbDataReader reader, CancellationToken cancel)
    {
        var found = new List<(WalletKey, Guid)>();
        await reader.EachAsync(LedgerTables.Wallets, w => found.Add((new WalletKey(w.MemberId, w.Coin), w.Id)), cancel);
        return found;
    }

    /// <summary>The state as of the clock's row, which is next, with the database's system time behind it.</summary>
    public static async Task<GroupState> NewStateAsync(
        this DbDataReader reader, GroupReads reads, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel);
        return reads.NewState(
            reader.Row(LedgerTables.Clock), reader.GetFieldValue<DateTimeOffset>(LedgerTables.Clock.Count));
    }

    /// <summary>The results that are left: outcomes, and what was asked for beside them.</summary>
    public static async Task FinishAsync(
        this DbDataReader reader, GroupState state, bool undone, bool consumed, bool tallies,
        CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        await reader.EachAsync(
            LedgerTables.Outcomes, o =>
            state.Outcomes[(Principal.Parse(o.Principal), o.RequestId)] = KnownOutcome.Of(o), cancel);
        if (undone && await reader.NextResultAsync(cancel))
            await reader.EachAsync(
                LedgerTables.Undone, u => state.Undone[new JournalId(u.JournalId)] = Undone.Of(u), cancel);
        if (consumed && await reader.NextResultAsync(cancel))
            await reader.EachAsync(LedgerTables.Consumed, c => state.Consumed.Add(c.Key), cancel);
        if (tallies && await reader.NextResultAsync(cancel))
            await reader.EachAsync(LedgerTables.Tallies, t => state.Tallies[t.Id] = t.Units, cancel);
    }
}
