using Federation.Hosting;
using Federation.Ledger.V1;
using Npgsql;

namespace Federation.Ledger;

/// <summary>Posting on PostgreSQL: a handful of statements for a whole group, each over arrays.</summary>
internal sealed partial class PostgresPostingStore : IPostingStore
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
            Options = PostgresSettings.Planning + " -c lock_timeout=10000",
            Pooling = false,
            Enlist = false,
        };
        source = NpgsqlDataSource.Create(builder);
    }

    public bool LocksRows => true;

    public async Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT w.member_id, w.coin, w.id FROM unnest($1::uuid[], $2::text[]) AS k(member_id, coin)
            JOIN ledger.wallets w ON w.member_id = k.member_id AND w.coin = k.coin
            """, await ConnectAsync(cancel));
        command.Parameters.Add(Array(keys, k => k.MemberId));
        command.Parameters.Add(Array(keys, k => k.Coin));
        var found = new List<(WalletKey, Guid)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            found.Add((new WalletKey(reader.GetGuid(0), reader.GetString(1)), reader.GetGuid(2)));
        return found;
    }

    public async Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO ledger.wallets
                (id, member_id, coin, state, frozen, balance, held, receivable, version, cap_day, cap_units)
            SELECT k.id, k.member_id, k.coin,
                CASE WHEN EXISTS (SELECT 1 FROM ledger.wallets c WHERE c.member_id = k.member_id
                    AND c.state_revision = $6)
                    THEN $5 ELSE $4 END,
                false, 0, 0, 0, 0, 0, 0
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS k(id, member_id, coin) ORDER BY k.id
            ON CONFLICT (member_id, coin) DO NOTHING
            """, await ConnectAsync(cancel));
        command.Parameters.Add(Array(wallets, w => w.Id));
        command.Parameters.Add(Array(wallets, w => w.Key.MemberId));
        command.Parameters.Add(Array(wallets, w => w.Key.Coin));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)WalletState.Active });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)WalletState.Closed });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = WalletRow.ClosedWithMember });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        var open = await ConnectAsync(cancel);
        transaction = await open.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancel);
        await using var batch = new NpgsqlBatch(open, transaction);
        // Statements run one after the other, each with a snapshot of its own: what follows the lock sees what was
        // committed while it waited.
        Add(batch,
            """
            SELECT id, member_id, coin, state, balance, receivable, version, last_time, cap_day, cap_units, frozen,
                held, active_until
            FROM ledger.wallets WHERE id = ANY($1) ORDER BY id FOR UPDATE
            """, Array(reads.LockedWallets, id => id));
        Add(batch, "SELECT wallet_id, lot, remaining, held FROM ledger.lots WHERE wallet_id = ANY($1)",
            Array(reads.LockedWallets, id => id));
        Add(batch, "SELECT sandbox, now, clock_timestamp() FROM ledger.clock WHERE id = 1");
        Add(batch,
            """
            SELECT o.principal, o.request_id, o.id, o.fingerprint, o.refused IS NOT NULL
            FROM unnest($1::text[], $2::uuid[]) AS k(principal, request_id)
            JOIN ledger.outcomes o ON o.principal = k.principal AND o.request_id = k.request_id
            """, Array(reads.Requests, r => r.Principal.Name), Array(reads.Requests, r => r.RequestId));
        // Most groups have nothing to ask these for, and each statement costs a lone command its time.
        if (reads.Originals.Count > 0)
            Add(batch,
                "SELECT journal_id, units, reversed, earnings, confirmed, refunded FROM ledger.undone WHERE journal_id "
                + "= ANY($1)",
                Array(reads.Originals, id => id));
        if (reads.Consumptions.Count > 0)
            Add(batch, "SELECT key FROM ledger.consumed WHERE key = ANY($1)", Array(reads.Consumptions, k => k));
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
        await using var command = new NpgsqlCommand(
            "SELECT wallet_id, hold_id, lot, units, until FROM ledger.holds WHERE wallet_id = ANY($1)", connection,
            transaction);
        command.Parameters.Add(Array(holding, id => id));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Wallets[reader.GetGuid(0)].Holds.Add(new HoldPart(
                new JournalId(reader.GetGuid(1)), new Lot(reader.GetInt64(2)), reader.GetInt64(3),
                reader.GetFieldValue<DateTimeOffset>(4)));
    }

    private static async Task<GroupState> ReadStateAsync(GroupReads reads, NpgsqlBatch batch, CancellationToken cancel)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var wallets = new Dictionary<Guid, WalletRow>(reads.LockedWallets.Count);
        while (await reader.ReadAsync(cancel))
            wallets.Add(reader.GetGuid(0), ReadWallet(reader));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            wallets[reader.GetGuid(0)].Lots.Add(
                new LotBalance(new Lot(reader.GetInt64(1)), reader.GetInt64(2), reader.GetInt64(3)));
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        var clock = new ClockRow { Sandbox = reader.GetBoolean(0), Now = reader.GetFieldValue<DateTimeOffset>(1) };
        var state = reads.NewState(clock, reader.GetFieldValue<DateTimeOffset>(2));
        state.Take(wallets.Values);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Outcomes[(Principal.Parse(reader.GetString(0)), reader.GetGuid(1))] =
                new KnownOutcome(new(reader.GetGuid(2)), reader.GetFieldValue<byte[]>(3), reader.GetBoolean(4));
        if (reads.Originals.Count > 0)
            await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Undone[new(reader.GetGuid(0))] =
                new Undone(
                    reader.GetInt64(1), reader.GetBoolean(2), reader.GetInt32(3), reader.GetBoolean(4),
                    reader.GetInt64(5));
        if (reads.Consumptions.Count > 0)
            await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Consumed.Add(reader.GetString(0));
        return state;
    }

    private static WalletRow ReadWallet(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        MemberId = reader.GetGuid(1),
        Coin = reader.GetString(2),
        State = (WalletState)reader.GetInt32(3),
        Balance = reader.GetInt64(4),
        Receivable = reader.GetInt64(5),
        Version = reader.GetInt64(6),
        LastTime = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        CapDay = reader.GetInt32(8),
        CapUnits = reader.GetInt64(9),
        Frozen = reader.GetBoolean(10),
        Held = reader.GetInt64(11),
        ActiveUntil = reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12),
    };

    public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddOutcomes(batch, state);
        AddEntries(batch, state);
        AddWallets(batch, state);
        AddLots(batch, state);
        AddHolds(batch, state);
        AddTotals(batch, state, slot);
        AddUndone(batch, state);
        AddConsumed(batch, state);
        Add(batch,
            """
            WITH head AS (
                UPDATE ledger.log_head SET number = number + 1, leaves = leaves + $4 WHERE id = 1 RETURNING number,
                    leaves)
            INSERT INTO ledger.groups (number, id, time, salt, outcomes, first_leaf)
            SELECT number, $1, $2, $3, $4, leaves - $4 FROM head RETURNING number
            """,
            new NpgsqlParameter<Guid> { TypedValue = state.GroupId.Value },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = state.Now },
            new NpgsqlParameter<byte[]> { TypedValue = Salt.New() },
            new NpgsqlParameter<int> { TypedValue = state.Decisions.Count });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        // The inserts answer no rows: the one result set is the number.
        await reader.ReadAsync(cancel);
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
        var open = await ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO ledger.groups (number, id, time, salt, outcomes, first_leaf) VALUES ($1, $2, $3, $4, 0, 0)
            ON CONFLICT (id) DO NOTHING
            """, open);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = -Moments.ToMicroseconds(now) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = groupId.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Salt.New() });
        if (await command.ExecuteNonQueryAsync(cancel) == 1)
            return null;
        await using var read = new NpgsqlCommand("SELECT number FROM ledger.groups WHERE id = $1", open);
        read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = groupId.Value });
        return (long)(await read.ExecuteScalarAsync(cancel))! is var number and > 0 ? number : null;
    }

    public async ValueTask DisposeAsync()
    {
        await AbandonAsync();
        await source.DisposeAsync();
    }

    private async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancel) =>
        connection ??= await source.OpenConnectionAsync(cancel);

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<TValue[]> Array<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values };
    }
}
