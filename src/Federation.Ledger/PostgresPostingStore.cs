using Federation.Hosting;
using Federation.Ledger.V1;
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
            // A plan that was cached while a table was empty keeps its sequential scan; no statement here wants one.
            Options = "-c enable_seqscan=off -c lock_timeout=10000",
            Pooling = false,
            Enlist = false,
        };
        source = NpgsqlDataSource.Create(builder);
    }

    public async Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(IReadOnlyList<WalletKey> keys, CancellationToken cancel)
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
            INSERT INTO ledger.wallets (id, member_id, coin, state, balance, receivable, version, cap_day, cap_units)
            SELECT k.id, k.member_id, k.coin,
                CASE WHEN EXISTS (SELECT 1 FROM ledger.wallets c WHERE c.member_id = k.member_id AND c.state = $5) THEN $5 ELSE $4 END,
                0, 0, 0, 0, 0
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS k(id, member_id, coin) ORDER BY k.id
            ON CONFLICT (member_id, coin) DO NOTHING
            """, await ConnectAsync(cancel));
        command.Parameters.Add(Array(wallets, w => w.Id));
        command.Parameters.Add(Array(wallets, w => w.Key.MemberId));
        command.Parameters.Add(Array(wallets, w => w.Key.Coin));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)WalletState.Active });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)WalletState.Closed });
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
            SELECT id, member_id, coin, state, balance, receivable, version, last_time, cap_day, cap_units
            FROM ledger.wallets WHERE id = ANY($1) ORDER BY id FOR UPDATE
            """, Array(reads.LockedWallets, id => id));
        Add(batch, "SELECT sandbox, now FROM ledger.clock WHERE id = 1");
        Add(batch,
            """
            SELECT o.principal, o.request_id, o.id, o.fingerprint, o.refused IS NOT NULL
            FROM unnest($1::text[], $2::uuid[]) AS k(principal, request_id)
            JOIN ledger.outcomes o ON o.principal = k.principal AND o.request_id = k.request_id
            """, Array(reads.Requests, r => r.Principal), Array(reads.Requests, r => r.RequestId));
        Add(batch, "SELECT journal_id, units, reversed FROM ledger.undone WHERE journal_id = ANY($1)", Array(reads.Originals, id => id));
        Add(batch, "SELECT key FROM ledger.consumed WHERE key = ANY($1)", Array(reads.Consumptions, k => k));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await ReadStateAsync(reads, reader, cancel);
    }

    private static async Task<GroupState> ReadStateAsync(GroupReads reads, NpgsqlDataReader reader, CancellationToken cancel)
    {
        var wallets = new List<WalletRow>(reads.LockedWallets.Count);
        while (await reader.ReadAsync(cancel))
            wallets.Add(ReadWallet(reader));
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        var state = reads.NewState(reader.GetBoolean(0) ? reader.GetFieldValue<DateTimeOffset>(1) : reads.SystemNow);
        foreach (var wallet in wallets)
            state.Wallets.Add(wallet.Id, wallet);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Outcomes[(reader.GetString(0), reader.GetGuid(1))] =
                new KnownOutcome(reader.GetGuid(2), reader.GetFieldValue<byte[]>(3), reader.GetBoolean(4));
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
            state.Undone[reader.GetGuid(0)] = new Undone(reader.GetInt64(1), reader.GetBoolean(2));
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
    };

    public async Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddOutcomes(batch, state);
        AddEntries(batch, state);
        AddWallets(batch, state);
        AddTotals(batch, state, slot);
        AddUndone(batch, state);
        AddConsumed(batch, state);
        Add(batch,
            """
            WITH head AS (UPDATE ledger.log_head SET number = number + 1 WHERE id = 1 RETURNING number)
            INSERT INTO ledger.groups (number, id, time, salt, outcomes) SELECT number, $1, $2, $3, $4 FROM head RETURNING number
            """,
            new NpgsqlParameter<Guid> { TypedValue = state.GroupId }, new NpgsqlParameter<DateTimeOffset> { TypedValue = state.Now },
            new NpgsqlParameter<byte[]> { TypedValue = Salt.New() }, new NpgsqlParameter<int> { TypedValue = state.Decisions.Count });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        // The inserts answer no rows: the one result set is the number.
        await reader.ReadAsync(cancel);
        return reader.GetInt64(0);
    }

    private static void AddOutcomes(NpgsqlBatch batch, GroupState state) => Add(batch,
        """
        INSERT INTO ledger.outcomes
            (id, principal, request_id, fingerprint, kind, time, refused, corrects, external_reference, reason_code, detail)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::int[], $6::timestamptz[], $7::bytea[], $8::uuid[],
            $9::text[], $10::text[], $11::bytea[])
        """,
        Array(state.Decisions, d => d.Id), Array(state.Decisions, d => d.Command.Principal),
        Array(state.Decisions, d => d.Command.RequestId), Array(state.Decisions, d => d.Command.Fingerprint),
        Array(state.Decisions, d => (int)d.Command.Kind), Array(state.Decisions, d => d.Time),
        Array(state.Decisions, OutcomeBytes.Refused), Array(state.Decisions, d => d.Journal?.Corrects),
        Array(state.Decisions, d => d.Journal?.ExternalReference), Array(state.Decisions, d => d.Journal?.ReasonCode),
        Array(state.Decisions, d => d.Journal?.Detail));

    private static void AddEntries(NpgsqlBatch batch, GroupState state)
    {
        var rows = EntryRows.Of(state);
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.entries (journal_id, line, kind, asset, units, wallet_id, party, balance_after, version)
            SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::int[], $4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::bigint[],
                $9::bigint[])
            """,
            Array(rows, e => e.JournalId), Array(rows, e => e.Line), Array(rows, e => (int)e.Kind), Array(rows, e => e.Asset),
            Array(rows, e => e.Units), Array(rows, e => e.WalletId), Array(rows, e => e.Party), Array(rows, e => e.BalanceAfter),
            Array(rows, e => e.Version));
    }

    private static void AddWallets(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.ChangedWallets.Select(id => state.Wallets[id]).ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            UPDATE ledger.wallets w SET balance = u.balance, receivable = u.receivable, version = u.version, last_time = u.last_time,
                cap_day = u.cap_day, cap_units = u.cap_units
            FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::int[], $7::bigint[])
                AS u(id, balance, receivable, version, last_time, cap_day, cap_units)
            WHERE w.id = u.id
            """,
            Array(rows, w => w.Id), Array(rows, w => w.Balance), Array(rows, w => w.Receivable), Array(rows, w => w.Version),
            Array(rows, w => w.LastTime!.Value), Array(rows, w => w.CapDay), Array(rows, w => w.CapUnits));
    }

    private static void AddTotals(NpgsqlBatch batch, GroupState state, int slot)
    {
        var rows = state.TotalChanges.ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.totals AS t (asset, kind, party, slot, units)
            SELECT u.asset, u.kind, u.party, $4, u.units
            FROM unnest($1::text[], $2::smallint[], $3::text[], $5::bigint[]) AS u(asset, kind, party, units)
            ORDER BY u.asset, u.kind, u.party
            ON CONFLICT (asset, kind, party, slot) DO UPDATE SET units = t.units + excluded.units
            """,
            Array(rows, t => t.Key.Asset), Array(rows, t => (short)t.Key.Kind), Array(rows, t => t.Key.Party),
            new NpgsqlParameter<int> { TypedValue = slot }, Array(rows, t => t.Value));
    }

    private static void AddUndone(NpgsqlBatch batch, GroupState state)
    {
        var rows = state.ChangedUndone.Select(id => (Id: id, Undone: state.Undone[id])).ToList();
        if (rows.Count == 0)
            return;
        Add(batch,
            """
            INSERT INTO ledger.undone (journal_id, units, reversed) SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::boolean[])
            ON CONFLICT (journal_id) DO UPDATE SET units = excluded.units, reversed = excluded.reversed
            """, Array(rows, u => u.Id), Array(rows, u => u.Undone.Units), Array(rows, u => u.Undone.Reversed));
    }

    private static void AddConsumed(NpgsqlBatch batch, GroupState state)
    {
        var rows = EntryRows.ConsumedOf(state);
        if (rows.Count == 0)
            return;
        Add(batch, "INSERT INTO ledger.consumed (key, journal_id) SELECT * FROM unnest($1::text[], $2::uuid[])",
            Array(rows, c => c.Key), Array(rows, c => c.JournalId));
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

    public async Task<long?> SettleAsync(Guid groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        var open = await ConnectAsync(cancel);
        await using var command = new NpgsqlCommand(
            "INSERT INTO ledger.groups (number, id, time, salt, outcomes) VALUES ($1, $2, $3, $4, 0) ON CONFLICT (id) DO NOTHING", open);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = -Moments.ToMicroseconds(now) });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = groupId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Salt.New() });
        if (await command.ExecuteNonQueryAsync(cancel) == 1)
            return null;
        await using var read = new NpgsqlCommand("SELECT number FROM ledger.groups WHERE id = $1", open);
        read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = groupId });
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
