using Federation.Hosting;
using Microsoft.Data.Sqlite;

namespace Federation.Ledger;

/// <summary>
/// Posting on SQLite: one process owns the file, one transaction at a time may write, so BEGIN IMMEDIATE is the lock of
/// all wallets. Statements are prepared once; there is no network to save, so they run row by row.
/// </summary>
internal sealed class SqlitePostingStore(string connectionString) : IPostingStore, IRowWriter
{
    private readonly Dictionary<string, SqliteStatement> prepared = new(ReferenceEqualityComparer.Instance);
    private SqliteConnection? connection;
    private SqliteTransaction? transaction;

    public bool LocksRows => false;

    public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        var found = new List<(WalletKey, Guid)>();
        foreach (var key in keys)
            if (Named(LedgerTables.Wallets, LedgerKeys.Wallets, key) is { } wallet)
                found.Add((key, wallet.Id));
        return Task.FromResult<IReadOnlyList<(WalletKey, Guid)>>(found);
    }

    public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        Begin();
        foreach (var wallet in GroupRows.NewWallets(wallets))
            Prepare(SqliteSql.CreateWallet).With(LedgerTables.Wallets, wallet).Run();
        return CommitAsync(cancel);
    }

    public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        Begin();
        var clock = Prepare(SqliteSql.ReadClock).First(LedgerTables.Clock)!;
        var state = reads.NewState(clock, reads.ProcessClock());
        state.Take(reads.LockedWallets.Select(FindWallet).OfType<WalletRow>());
        foreach (var request in reads.Requests)
            if (Named(LedgerTables.Outcomes, LedgerKeys.Requests, request) is { } outcome)
                state.Outcomes[request] = KnownOutcome.Of(outcome);
        foreach (var id in reads.Originals)
            if (Select(LedgerTables.Undone, LedgerKeys.Ids, id).First(LedgerTables.Undone) is { } undone)
                state.Undone[new JournalId(id)] = Undone.Of(undone);
        foreach (var key in reads.Consumptions)
            if (Select(LedgerTables.Consumed, LedgerKeys.Keys, key).First(LedgerTables.Consumed) is not null)
                state.Consumed.Add(key);
        foreach (var id in reads.Tallies)
            if (Select(LedgerTables.Tallies, LedgerKeys.Ids, id).First(LedgerTables.Tallies) is { } tally)
                state.Tallies[id] = tally.Units;
        return Task.FromResult(state);
    }

    private WalletRow? FindWallet(Guid id)
    {
        if (Select(LedgerTables.Wallets, LedgerKeys.Ids, id).First(LedgerTables.Wallets) is not { } wallet)
            return null;
        var lots = Select(LedgerTables.Lots, LedgerKeys.Ids, id);
        while (lots.Step())
            wallet.Lots.Add(lots.Row(LedgerTables.Lots).ToBalance());
        if (wallet.Held == 0)
            return wallet;
        var holds = Select(LedgerTables.Holds, LedgerKeys.Ids, id);
        while (holds.Step())
            wallet.Holds.Add(holds.Row(LedgerTables.Holds).ToPart());
        return wallet;
    }

    public Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        GroupRows.WriteTo(this, state, slot);
        var group = GroupRow.Of(state.GroupId.Value, state.Now, state.Decisions.Count);
        var head = Prepare(SqliteSql.MoveHead);
        head.Bind(0, group.Outcomes);
        GroupRows.Check("log_head", RowWrite.Update, 1, head.Run());
        var written = Prepare(SqliteSql.TakeNumber).With(LedgerTables.Groups, group).First(LedgerTables.Groups);
        return Task.FromResult(written!.Number);
    }

    public void Write<TRow>(Table<TRow> table, RowWrite write, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return;
        var statement = Prepare(table.Sqlite[write]);
        var columns = table.For(write);
        foreach (var row in rows)
            GroupRows.Check(table.Name, write, 1, statement.With(columns, row).Run());
    }

    public Task CommitAsync(CancellationToken cancel)
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
        return Task.CompletedTask;
    }

    public async Task AbandonAsync()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        prepared.Clear();
        transaction = null;
        if (connection is { } broken)
        {
            connection = null;
            await broken.DisposeAsync();
        }
    }

    public async Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        var bury = Prepare(LedgerTables.Groups.Sqlite.InsertNew);
        if (bury.With(LedgerTables.Groups, GroupRow.Tombstone(groupId.Value, now)).Run() == 1)
            return null;
        return Named(LedgerTables.Groups, LedgerKeys.Ids, groupId.Value) is { Number: > 0 and var number } ? number
            : null;
    }

    public async ValueTask DisposeAsync() => await AbandonAsync();

    private void Begin()
    {
        Connect();
        transaction = connection!.BeginTransaction(deferred: false);
    }

    private void Connect()
    {
        if (connection is not null)
            return;
        var opened = new SqliteConnection(connectionString);
        opened.Open();
        using var pragmas = opened.CreateCommand();
        pragmas.CommandText = SqliteSettings.Pragmas;
        pragmas.ExecuteNonQuery();
        connection = opened;
    }

    /// <summary>A statement without its parameters. Texts are made once, so that a text is found without a look at its
    /// letters.</summary>
    private SqliteStatement Prepare(string sql)
    {
        Connect();
        if (!prepared.TryGetValue(sql, out var statement))
            prepared[sql] = statement = new SqliteStatement(connection!, sql);
        return statement;
    }

    private SqliteStatement Select<TRow, TKey>(Table<TRow> table, Columns<TKey> keys, TKey key) =>
        Prepare(table.Sqlite.Select).With(keys, key);

    private TRow? Named<TRow, TKey>(Table<TRow> table, Columns<TKey> keys, TKey key)
        where TRow : class => Prepare(table.Sqlite.Find).With(keys, key).First(table);
}
