using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.Data.Sqlite;

namespace Federation.Ledger;

/// <summary>
/// Posting on SQLite: one process owns the file, one transaction at a time may write, so BEGIN IMMEDIATE is the lock of all
/// wallets. Statements are prepared once; there is no network to save, so they run row by row.
/// </summary>
internal sealed class SqlitePostingStore(string connectionString) : IPostingStore
{
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private SqliteConnection? connection;
    private SqliteTransaction? transaction;

    public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        var found = new List<(WalletKey, Guid)>();
        foreach (var key in keys)
        {
            var command = Prepare("SELECT id FROM wallets WHERE member_id = @0 AND coin = @1", Blob(key.MemberId), key.Coin);
            if (command.ExecuteScalar() is byte[] id)
                found.Add((key, new Guid(id, bigEndian: true)));
        }
        return Task.FromResult<IReadOnlyList<(WalletKey, Guid)>>(found);
    }

    public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel)
    {
        Connect();
        transaction = connection!.BeginTransaction(deferred: false);
        foreach (var (key, id) in wallets)
            Prepare(
                """
                INSERT INTO wallets (id, member_id, coin, state, frozen, balance, held, receivable, version, cap_day, cap_units)
                VALUES (@0, @1, @2, CASE WHEN EXISTS (SELECT 1 FROM wallets WHERE member_id = @1 AND state = @4) THEN @4 ELSE @3 END,
                    0, 0, 0, 0, 0, 0, 0) ON CONFLICT (member_id, coin) DO NOTHING
                """, Blob(id), Blob(key.MemberId), key.Coin, (int)WalletState.Active, (int)WalletState.Closed).ExecuteNonQuery();
        return CommitAsync(cancel);
    }

    public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        Connect();
        transaction = connection!.BeginTransaction(deferred: false);
        var state = reads.NewState(SandboxNow());
        foreach (var id in reads.LockedWallets)
            ReadWallet(state, id);
        foreach (var (principal, requestId) in reads.Requests)
            ReadOutcome(state, principal, requestId);
        foreach (var id in reads.Originals)
        {
            using var reader = Prepare(
                "SELECT units, reversed, earnings, confirmed FROM undone WHERE journal_id = @0", Blob(id)).ExecuteReader();
            if (reader.Read())
                state.Undone[id] = new Undone(reader.GetInt64(0), reader.GetBoolean(1), reader.GetInt32(2), reader.GetBoolean(3));
        }
        foreach (var key in reads.Consumptions)
            if (Prepare("SELECT 1 FROM consumed WHERE key = @0", key).ExecuteScalar() is not null)
                state.Consumed.Add(key);
        return Task.FromResult(state);
    }

    private DateTimeOffset? SandboxNow()
    {
        using var reader = Prepare("SELECT sandbox, now FROM clock WHERE id = 1").ExecuteReader();
        return reader.Read() && reader.GetBoolean(0) ? Moments.FromMicroseconds(reader.GetInt64(1)) : null;
    }

    private void ReadWallet(GroupState state, Guid id)
    {
        using var reader = Prepare(
            """
            SELECT member_id, coin, state, balance, receivable, version, last_time, cap_day, cap_units, frozen, held, active_until
            FROM wallets WHERE id = @0
            """, Blob(id)).ExecuteReader();
        if (!reader.Read())
            return;
        var wallet = new WalletRow
        {
            Id = id,
            MemberId = new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true),
            Coin = reader.GetString(1),
            State = (WalletState)reader.GetInt32(2),
            Balance = reader.GetInt64(3),
            Receivable = reader.GetInt64(4),
            Version = reader.GetInt64(5),
            LastTime = reader.IsDBNull(6) ? null : Moments.FromMicroseconds(reader.GetInt64(6)),
            CapDay = reader.GetInt32(7),
            CapUnits = reader.GetInt64(8),
            Frozen = reader.GetBoolean(9),
            Held = reader.GetInt64(10),
            ActiveUntil = reader.IsDBNull(11) ? null : Moments.FromMicroseconds(reader.GetInt64(11)),
        };
        ReadLots(wallet);
        if (wallet.Held > 0)
            ReadHolds(wallet);
        state.Wallets.Add(id, wallet);
    }

    private void ReadLots(WalletRow wallet)
    {
        using var reader = Prepare(
            "SELECT lot, remaining, held FROM lots WHERE wallet_id = @0 ORDER BY lot", Blob(wallet.Id)).ExecuteReader();
        while (reader.Read())
            wallet.Lots.Add(new LotBalance(new Lot(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2)));
    }

    private void ReadHolds(WalletRow wallet)
    {
        using var reader = Prepare("SELECT hold_id, lot, units, until FROM holds WHERE wallet_id = @0", Blob(wallet.Id)).ExecuteReader();
        while (reader.Read())
            wallet.Holds.Add(new HoldPart(
                new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true), new Lot(reader.GetInt64(1)), reader.GetInt64(2),
                Moments.FromMicroseconds(reader.GetInt64(3))));
    }

    private void ReadOutcome(GroupState state, string principal, Guid requestId)
    {
        using var reader = Prepare(
            "SELECT id, fingerprint, refused IS NOT NULL FROM outcomes WHERE principal = @0 AND request_id = @1",
            principal, Blob(requestId)).ExecuteReader();
        if (reader.Read())
            state.Outcomes[(principal, requestId)] = new KnownOutcome(
                new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true), reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2));
    }

    public Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        foreach (var decision in state.Decisions)
            WriteOutcome(decision);
        foreach (var entry in EntryRows.Of(state))
            WriteEntry(entry);
        foreach (var id in state.ChangedWallets)
            WriteWallet(state.Wallets[id]);
        foreach (var lot in state.LotsToWrite())
            WriteLot(lot);
        foreach (var part in state.HoldsToWrite())
            WriteHold(part);
        foreach (var (key, units) in state.TotalChanges)
            Prepare(
                """
                INSERT INTO totals (asset, kind, party, slot, units) VALUES (@0, @1, @2, @3, @4)
                ON CONFLICT (asset, kind, party, slot) DO UPDATE SET units = units + excluded.units
                """, key.Asset, (int)key.Kind, key.Party, slot, units).ExecuteNonQuery();
        foreach (var id in state.ChangedUndone)
            Prepare(
                """
                INSERT INTO undone (journal_id, units, reversed, earnings, confirmed) VALUES (@0, @1, @2, @3, @4)
                ON CONFLICT (journal_id) DO UPDATE SET units = excluded.units, reversed = excluded.reversed,
                    earnings = excluded.earnings, confirmed = excluded.confirmed
                """, Blob(id), state.Undone[id].Units, state.Undone[id].Reversed, state.Undone[id].Earnings,
                state.Undone[id].Confirmed).ExecuteNonQuery();
        foreach (var consumed in EntryRows.ConsumedOf(state))
            Prepare("INSERT INTO consumed (key, journal_id) VALUES (@0, @1)", consumed.Key, Blob(consumed.JournalId)).ExecuteNonQuery();
        return Task.FromResult(TakeNumber(state));
    }

    private long TakeNumber(GroupState state)
    {
        var number = (long)Prepare("UPDATE log_head SET number = number + 1 WHERE id = 1 RETURNING number").ExecuteScalar()!;
        Prepare("INSERT INTO groups (number, id, time, salt, outcomes) VALUES (@0, @1, @2, @3, @4)",
            number, Blob(state.GroupId), Moments.ToMicroseconds(state.Now), Salt.New(), state.Decisions.Count).ExecuteNonQuery();
        return number;
    }

    private void WriteOutcome(Decision decision) => Prepare(
        """
        INSERT INTO outcomes
            (id, principal, request_id, fingerprint, kind, time, refused, corrects, external_reference, reason_code, detail,
            effective_time, until)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12)
        """,
        Blob(decision.Id), decision.Command.Principal, Blob(decision.Command.RequestId), decision.Command.Fingerprint,
        (int)decision.Command.Kind, Moments.ToMicroseconds(decision.Time), OutcomeBytes.Refused(decision),
        Blob(decision.Journal?.Corrects), decision.Journal?.ExternalReference, decision.Journal?.ReasonCode,
        decision.Journal?.Detail, Microseconds(decision.Journal?.EffectiveTime), Microseconds(decision.Journal?.Until)).ExecuteNonQuery();

    private void WriteEntry(EntryRow entry) => Prepare(
        """
        INSERT INTO entries (journal_id, line, kind, asset, units, wallet_id, party, balance_after, version, lot)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9)
        """,
        Blob(entry.JournalId), entry.Line, (int)entry.Kind, entry.Asset, entry.Units, Blob(entry.WalletId), entry.Party,
        entry.BalanceAfter, entry.Version, entry.Lot).ExecuteNonQuery();

    private void WriteWallet(WalletRow wallet) => Prepare(
        """
        UPDATE wallets SET balance = @1, receivable = @2, version = @3, last_time = @4, cap_day = @5, cap_units = @6, state = @7,
            frozen = @8, held = @9, active_until = @10
        WHERE id = @0
        """,
        Blob(wallet.Id), wallet.Balance, wallet.Receivable, wallet.Version, Moments.ToMicroseconds(wallet.LastTime!.Value),
        wallet.CapDay, wallet.CapUnits, (int)wallet.State, wallet.Frozen, wallet.Held, Microseconds(wallet.ActiveUntil)).ExecuteNonQuery();

    private void WriteLot(LotRow lot)
    {
        if (lot.Remaining == 0)
            Prepare("DELETE FROM lots WHERE wallet_id = @0 AND lot = @1", Blob(lot.WalletId), lot.Lot).ExecuteNonQuery();
        else
            Prepare(
                """
                INSERT INTO lots (wallet_id, lot, remaining, held) VALUES (@0, @1, @2, @3)
                ON CONFLICT (wallet_id, lot) DO UPDATE SET remaining = excluded.remaining, held = excluded.held
                """, Blob(lot.WalletId), lot.Lot, lot.Remaining, lot.Held).ExecuteNonQuery();
    }

    private void WriteHold(HoldRow part)
    {
        if (part.Units == 0)
            Prepare("DELETE FROM holds WHERE wallet_id = @0 AND hold_id = @1 AND lot = @2",
                Blob(part.WalletId), Blob(part.HoldId), part.Lot).ExecuteNonQuery();
        else
            Prepare(
                """
                INSERT INTO holds (wallet_id, hold_id, lot, units, until) VALUES (@0, @1, @2, @3, @4)
                ON CONFLICT (wallet_id, hold_id, lot) DO UPDATE SET units = excluded.units, until = excluded.until
                """, Blob(part.WalletId), Blob(part.HoldId), part.Lot, part.Units, Moments.ToMicroseconds(part.Until)).ExecuteNonQuery();
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
        foreach (var command in prepared.Values)
            await command.DisposeAsync();
        prepared.Clear();
        transaction = null;
        if (connection is { } broken)
        {
            connection = null;
            await broken.DisposeAsync();
        }
    }

    public async Task<long?> SettleAsync(Guid groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        var tombstone = Prepare(
            "INSERT INTO groups (number, id, time, salt, outcomes) VALUES (@0, @1, @2, @3, 0) ON CONFLICT (id) DO NOTHING",
            -Moments.ToMicroseconds(now), Blob(groupId), Moments.ToMicroseconds(now), Salt.New());
        if (tombstone.ExecuteNonQuery() == 1)
            return null;
        return (long)Prepare("SELECT number FROM groups WHERE id = @0", Blob(groupId)).ExecuteScalar()! is var number and > 0 ? number : null;
    }

    public async ValueTask DisposeAsync() => await AbandonAsync();

    private static long? Microseconds(DateTimeOffset? moment) => moment is { } at ? Moments.ToMicroseconds(at) : null;

    private static byte[] Blob(Guid id) => id.ToByteArray(bigEndian: true);

    private static byte[]? Blob(Guid? id) => id?.ToByteArray(bigEndian: true);

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

    private SqliteCommand Prepare(string sql, params object?[] values)
    {
        Connect();
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection!.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) });
            prepared[sql] = command;
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
