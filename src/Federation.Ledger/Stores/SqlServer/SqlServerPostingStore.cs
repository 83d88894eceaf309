using System.Data;
using Federation.Hosting;
using Federation.Ledger.V1;
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
        command.Parameters.Add(TableTypes.WalletKeys.Parameter("@keys", keys));
        var found = new List<(WalletKey, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            found.Add((new WalletKey(reader.GetGuid(0), reader.GetString(1)), reader.GetGuid(2)));
        return found;
    }

    public async Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        // One statement, so one transaction. Two nodes that create the same wallet at once: the unique index refuses
        // the second, whose group is then tried again.
        await using var command = await CommandAsync(Statements.CreateWallets, cancel);
        command.Parameters.Add(TableTypes.NewWallets.Parameter("@wallets", wallets));
        command.Parameters.Add("@active", SqlDbType.Int).Value = (int)WalletState.Active;
        command.Parameters.Add("@closed", SqlDbType.Int).Value = (int)WalletState.Closed;
        command.Parameters.Add("@closed_with_member", SqlDbType.BigInt).Value = WalletRow.ClosedWithMember;
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        var open = await ConnectAsync(cancel);
        transaction = (SqlTransaction)await open.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var wallets = await LockAsync(reads.LockedWallets, cancel);
        await using var command = await CommandAsync(Statements.ReadState, cancel);
        command.Parameters.Add(TableTypes.Ids.Parameter("@ids", reads.LockedWallets));
        command.Parameters.Add(TableTypes.Requests.Parameter("@requests", reads.Requests));
        command.Parameters.Add(TableTypes.Ids.Parameter("@originals", reads.Originals));
        command.Parameters.Add(TableTypes.Keys.Parameter("@consumptions", reads.Consumptions));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var clock = new ClockRow { Sandbox = reader.GetBoolean(0), Now = reader.GetDateTimeOffset(1) };
        var state = reads.NewState(clock, reader.GetDateTimeOffset(2));
        await ReadLotsAsync(wallets, reader, cancel);
        state.Take(wallets.Values);
        await ReadOutcomesAsync(state, reader, cancel);
        return state;
    }

    private async Task<Dictionary<Guid, WalletRow>> LockAsync(IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var wallets = new Dictionary<Guid, WalletRow>(ids.Count);
        await using var command = await CommandAsync(Statements.LockWallets, cancel);
        command.Parameters.Add(TableTypes.Ids.Parameter("@ids", ids));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            wallets.Add(reader.GetGuid(0), ReadWallet(reader));
        return wallets;
    }

    private static WalletRow ReadWallet(SqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        MemberId = reader.GetGuid(1),
        Coin = reader.GetString(2),
        State = (WalletState)reader.GetInt32(3),
        Frozen = reader.GetBoolean(4),
        Balance = reader.GetInt64(5),
        Held = reader.GetInt64(6),
        Receivable = reader.GetInt64(7),
        Version = reader.GetInt64(8),
        LastTime = reader.IsDBNull(9) ? null : reader.GetDateTimeOffset(9),
        ActiveUntil = reader.IsDBNull(10) ? null : reader.GetDateTimeOffset(10),
        CapDay = reader.GetInt32(11),
        CapUnits = reader.GetInt64(12),
    };

    private static async Task ReadLotsAsync(
        Dictionary<Guid, WalletRow> wallets, SqlDataReader reader, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            wallets[reader.GetGuid(0)].Lots.Add(
                new LotBalance(new Lot(reader.GetInt64(1)), reader.GetInt64(2), reader.GetInt64(3)));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            wallets[reader.GetGuid(0)].Holds.Add(new HoldPart(
                new(reader.GetGuid(1)), new Lot(reader.GetInt64(2)), reader.GetInt64(3), reader.GetDateTimeOffset(4)));
    }

    private static async Task ReadOutcomesAsync(GroupState state, SqlDataReader reader, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Outcomes[(Principal.Parse(reader.GetString(0)), reader.GetGuid(1))] =
                new KnownOutcome(new(reader.GetGuid(2)), reader.GetFieldValue<byte[]>(3), reader.GetBoolean(4));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Undone[new(reader.GetGuid(0))] =
                new Undone(
                    reader.GetInt64(1), reader.GetBoolean(2), reader.GetInt32(3), reader.GetBoolean(4),
                    reader.GetInt64(5));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Consumed.Add(reader.GetString(0));
    }

    public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        var wallets = state.ChangedWallets.Select(id => state.Wallets[id]).ToList();
        var (lots, holds, totals) = (state.LotsToWrite(), state.HoldsToWrite(), state.TotalChanges.ToList());
        var undone = state.ChangedUndone.Select(id => (Id: id.Value, Undone: state.Undone[id])).ToList();
        await using var command = await CommandAsync(Statements.Write, cancel);
        command.Parameters.AddRange(
        [
            TableTypes.Outcomes.Parameter("@outcomes", state.Decisions),
            TableTypes.Entries.Parameter("@entries", EntryRows.Of(state)),
            TableTypes.Consumed.Parameter("@consumed", EntryRows.ConsumedOf(state)),
            TableTypes.Wallets.Parameter("@wallets", wallets),
            TableTypes.Lots.Parameter("@lots", lots),
            TableTypes.Holds.Parameter("@holds", holds),
            TableTypes.Totals.Parameter("@totals", totals),
            TableTypes.Undone.Parameter("@undone", undone),
        ]);
        command.Parameters.Add("@slot", SqlDbType.Int).Value = slot;
        command.Parameters.Add("@outcome_count", SqlDbType.Int).Value = state.Decisions.Count;
        AddGroup(command, state.GroupId, state.Now);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        int[] written =
            [reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5)];
        int[] sent = [wallets.Count, lots.Count(l => l.Remaining != 0), holds.Count(h => h.Units != 0), totals.Count,
            undone.Count];
        if (!written.SequenceEqual(sent))
            throw new InvalidOperationException(
                $"Of the group's wallets, lots, holds, totals and undone rows [{string.Join(", ", written)}] were "
                + $"written, "
                + $"not [{string.Join(", ", sent)}].");
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
        bury.Parameters.Add("@number", SqlDbType.BigInt).Value = -Moments.ToMicroseconds(now);
        AddGroup(bury, groupId, now);
        try
        {
            await bury.ExecuteNonQueryAsync(cancel);
            return null;
        }
        catch (SqlException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            await using var find = await CommandAsync(Statements.FindGroup, cancel);
            find.Parameters.Add("@group_id", SqlDbType.UniqueIdentifier).Value = groupId.Value;
            // Another tombstone may bear the same number, which is a moment: then nothing is known yet, and it is asked
            // again.
            if (await find.ExecuteScalarAsync(cancel) is not long number)
                throw;
            return number > 0 ? number : null;
        }
    }

    public async ValueTask DisposeAsync() => await AbandonAsync();

    private static void AddGroup(SqlCommand command, GroupId groupId, DateTimeOffset now)
    {
        command.Parameters.Add("@group_id", SqlDbType.UniqueIdentifier).Value = groupId.Value;
        command.Parameters.Add("@now", SqlDbType.DateTimeOffset).Value = now;
        command.Parameters.Add("@salt", SqlDbType.VarBinary, 16).Value = Salt.New();
    }

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
