using System.Data;
using Federation.Hosting;
using Microsoft.Data.SqlClient;

namespace Federation.Ledger;

/// <summary>
/// Posting on SQL Server: the rows of a group travel as table-valued parameters, and a handful of statements for the
/// whole group take them. See <see cref="Statements"/> for what they promise.
/// </summary>
internal sealed class SqlServerPostingStore(string connectionString) : IPostingStore
{
    private const int CommandSeconds = 30;
    private readonly string connectionString = ForPosting(connectionString);
    private SqlConnection? connection;
    private SqlTransaction? transaction;

    /// <summary>One connection of the store's own, which never comes from a pool or goes into one, takes part in
    /// nobody's transaction, and is never silently made anew in the middle of a group.</summary>
    internal static string ForPosting(string connectionString) => new SqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Enlist = false,
        MultipleActiveResultSets = false,
        ConnectRetryCount = 0,
    }.ConnectionString;

    public bool LocksRows => true;

    public async Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        await using var command = await CommandAsync(Statements.FindWallets, cancel);
        command.AddRows(LedgerKeys.Wallets, keys);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.WalletKeysAsync(cancel);
    }

    public async Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        // One statement, so one transaction. Two nodes that create the same wallet at once: the unique index refuses
        // the second, whose group is then tried again.
        await using var command = await CommandAsync(Statements.CreateWallets, cancel);
        command.AddRows(LedgerTables.Wallets, GroupRows.NewWallets(wallets));
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        var open = await ConnectAsync(cancel);
        transaction = (SqlTransaction)await open.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var wallets = await LockAsync(reads.LockedWallets, cancel);
        await using var command = await CommandAsync(Statements.ReadState, cancel);
        command.AddRows(LedgerKeys.Ids, reads.LockedWallets);
        command.AddRows(LedgerKeys.Requests, reads.Requests);
        command.AddRows(LedgerKeys.Ids, reads.Originals, "originals");
        command.AddRows(LedgerKeys.Keys, reads.Consumptions);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var state = await reader.NewStateAsync(reads, cancel);
        await reader.NextResultAsync(cancel);
        await reader.EachAsync(LedgerTables.Lots, l => wallets[l.WalletId].Lots.Add(l.ToBalance()), cancel);
        await reader.NextResultAsync(cancel);
        await reader.EachAsync(LedgerTables.Holds, h => wallets[h.WalletId].Holds.Add(h.ToPart()), cancel);
        state.Take(wallets.Values);
        await reader.FinishAsync(state, undone: true, consumed: true, tallies: false, cancel);
        await reader.DisposeAsync();
        await LockTalliesAsync(state, reads.Tallies, cancel);
        return state;
    }

    private async Task LockTalliesAsync(GroupState state, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return;
        await using var command = await CommandAsync(Statements.LockTallies, cancel);
        command.AddRows(LedgerKeys.Ids, ids);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.EachAsync(LedgerTables.Tallies, t => state.Tallies[t.Id] = t.Units, cancel);
    }

    private async Task<Dictionary<Guid, WalletRow>> LockAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        await using var command = await CommandAsync(Statements.LockWallets, cancel);
        command.AddRows(LedgerKeys.Ids, ids);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var wallets = new Dictionary<Guid, WalletRow>(ids.Count);
        await reader.EachAsync(LedgerTables.Wallets, w => wallets.Add(w.Id, w), cancel);
        return wallets;
    }

    public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        await using var command = await CommandAsync(Statements.Write, cancel);
        var writer = new SqlServerRowWriter(command);
        GroupRows.WriteTo(writer, state, slot);
        command.AddRows(LedgerTables.Groups, [GroupRow.Of(state.GroupId.Value, state.Now, state.Decisions.Count)]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
            throw new InvalidOperationException("The log has no head.");
        writer.Check(reader);
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
            // It is in no pool, so disposing closes it; closing rolls back, whatever state a fault left it in.
            await broken.DisposeAsync();
        }
    }

    public async Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        await using var bury = await CommandAsync(Statements.Bury, cancel);
        bury.AddRows(LedgerTables.Groups, [GroupRow.Tombstone(groupId.Value, now)]);
        try
        {
            await bury.ExecuteNonQueryAsync(cancel);
            return null;
        }
        catch (SqlException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            await using var find = await CommandAsync(Statements.FindGroup, cancel);
            find.AddRows(LedgerKeys.Ids, [groupId.Value]);
            long? number = null;
            await using (var reader = await find.ExecuteReaderAsync(cancel))
                await reader.EachAsync(LedgerTables.Groups, g => number = g.Number, cancel);
            // Another tombstone may bear the same number, which is a moment: then nothing is known yet, and it is asked
            // again.
            if (number is null)
                throw;
            return number > 0 ? number : null;
        }
    }

    public async ValueTask DisposeAsync() => await AbandonAsync();

    private async ValueTask<SqlConnection> ConnectAsync(CancellationToken cancel)
    {
        if (connection is not null)
            return connection;
        var opened = new SqlConnection(connectionString);
        try
        {
            await opened.OpenAsync(cancel);
            await using var settings = new SqlCommand(Statements.Session, opened) { CommandTimeout = CommandSeconds };
            await settings.ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
        return connection = opened;
    }

    private async ValueTask<SqlCommand> CommandAsync(string sql, CancellationToken cancel) =>
        new(sql, await ConnectAsync(cancel), transaction) { CommandTimeout = CommandSeconds };
}
