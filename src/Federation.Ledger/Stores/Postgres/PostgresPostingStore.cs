using Federation.Hosting;
using Npgsql;

namespace Federation.Ledger;

/// <summary>Posting on PostgreSQL: a handful of statements for a whole group, each over arrays.</summary>
internal sealed class PostgresPostingStore : IPostingStore
{
    private readonly NpgsqlDataSource source;
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;

    public PostgresPostingStore(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // Each statement finds rows by keys. Joined otherwise, a plan that was made while a table was empty reads
            // an index from end to end.
            Options = PostgresSettings.Planning
                + " -c enable_mergejoin=off -c enable_hashjoin=off -c lock_timeout=10000",
            Pooling = false,
            Enlist = false,
        };
        source = NpgsqlDataSource.Create(builder);
    }

    public bool LocksRows => true;

    public async Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        await using var command = await CommandAsync(
            LedgerTables.Wallets.Postgres.Find, LedgerKeys.Wallets, keys, cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.WalletKeysAsync(cancel);
    }

    public async Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        await using var command = await CommandAsync(
            PostgresSql.CreateWallets, LedgerTables.Wallets, GroupRows.NewWallets(wallets), cancel);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        var open = await ConnectAsync(cancel);
        transaction = await open.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancel);
        await using var batch = new NpgsqlBatch(open, transaction);
        // Statements run one after the other, each with a snapshot of its own: what follows the lock sees what was
        // committed while it waited.
        var asked = new PostgresRowWriter(batch);
        asked.Add(PostgresSql.LockWallets, LedgerKeys.Ids, reads.LockedWallets);
        asked.Add(LedgerTables.Lots.Postgres.Select, LedgerKeys.Ids, reads.LockedWallets);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.ReadClock));
        asked.Add(LedgerTables.Outcomes.Postgres.Find, LedgerKeys.Requests, reads.Requests);
        // Most groups have nothing to ask these for, and each statement costs a lone command its time.
        if (reads.Originals.Count > 0)
            asked.Add(LedgerTables.Undone.Postgres.Select, LedgerKeys.Ids, reads.Originals);
        if (reads.Consumptions.Count > 0)
            asked.Add(LedgerTables.Consumed.Postgres.Select, LedgerKeys.Keys, reads.Consumptions);
        if (reads.Tallies.Count > 0)
        {
            asked.Add(PostgresSql.CreateTallies, LedgerKeys.Ids, reads.Tallies);
            asked.Add(PostgresSql.LockTallies, LedgerKeys.Ids, reads.Tallies);
        }
        var state = await ReadStateAsync(reads, batch, cancel);
        await ReadHoldsAsync(state, cancel);
        return state;
    }

    /// <summary>Most groups have no wallet with a hold, so that is a question of its own.</summary>
    private async Task ReadHoldsAsync(GroupState state, CancellationToken cancel)
    {
        var holding = state.Wallets.Values.Where(w => w.Held > 0).Select(w => w.Id).ToList();
        if (holding.Count == 0)
            return;
        await using var command = await CommandAsync(
            LedgerTables.Holds.Postgres.Select, LedgerKeys.Ids, holding, cancel);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.EachAsync(LedgerTables.Holds, h => state.Wallets[h.WalletId].Holds.Add(h.ToPart()), cancel);
    }

    private static async Task<GroupState> ReadStateAsync(GroupReads reads, NpgsqlBatch batch, CancellationToken cancel)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var wallets = new Dictionary<Guid, WalletRow>(reads.LockedWallets.Count);
        await reader.EachAsync(LedgerTables.Wallets, w => wallets.Add(w.Id, w), cancel);
        await reader.NextResultAsync(cancel);
        await reader.EachAsync(LedgerTables.Lots, l => wallets[l.WalletId].Lots.Add(l.ToBalance()), cancel);
        await reader.NextResultAsync(cancel);
        var state = await reader.NewStateAsync(reads, cancel);
        state.Take(wallets.Values);
        await reader.FinishAsync(state, reads.Originals.Count > 0, reads.Consumptions.Count > 0,
            reads.Tallies.Count > 0, cancel);
        return state;
    }

    public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        var writer = new PostgresRowWriter(batch);
        GroupRows.WriteTo(writer, state, slot);
        writer.Add(PostgresSql.TakeNumber, LedgerTables.Groups,
            [GroupRow.Of(state.GroupId.Value, state.Now, state.Decisions.Count)]);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        // The other writes answer no rows: the one result set is the number.
        if (!await reader.ReadAsync(cancel))
            throw new InvalidOperationException("The log has no head.");
        writer.Check();
        return reader.GetInt64(0);
    }

    public async Task CommitAsync(CancellationToken cancel)
    {
        await transaction!.CommitAsync(cancel);
        transaction = null;
    }

    public async Task AbandonAsync()
    {
        transaction = null;
        if (connection is { } broken)
        {
            connection = null;
            // Closing rolls back, whatever state a fault left the connection in.
            await broken.DisposeAsync();
        }
    }

    public async Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        await using var bury = await CommandAsync(
            LedgerTables.Groups.Postgres.InsertNew, LedgerTables.Groups, [GroupRow.Tombstone(groupId.Value, now)],
            cancel);
        if (await bury.ExecuteNonQueryAsync(cancel) == 1)
            return null;
        await using var find = await CommandAsync(
            LedgerTables.Groups.Postgres.Find, LedgerKeys.Ids, [groupId.Value], cancel);
        await using var reader = await find.ExecuteReaderAsync(cancel);
        long? number = null;
        await reader.EachAsync(LedgerTables.Groups, g => number = g.Number, cancel);
        return number > 0 ? number : null;
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await source.DisposeAsync();
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancel) =>
        connection ??= await source.OpenConnectionAsync(cancel);

    private async ValueTask<NpgsqlCommand> CommandAsync<TRow>(
        string sql, Columns<TRow> columns, IReadOnlyList<TRow> rows, CancellationToken cancel)
    {
        var command = new NpgsqlCommand(sql, await ConnectAsync(cancel), transaction);
        foreach (var column in columns)
            command.Parameters.Add(column.ArrayOf(rows));
        return command;
    }
}
