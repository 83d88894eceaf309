using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.Data.Sqlite;

namespace Federation.Ledger;

/// <summary>
/// Posting on SQLite: one process owns the file, one transaction at a time may write, so BEGIN IMMEDIATE is the lock of
/// all wallets. Statements are prepared once; there is no network to save, so they run row by row.
/// </summary>
internal sealed class SqlitePostingStore(string connectionString) : IPostingStore
{
    private readonly Dictionary<string, SqliteStatement> prepared = new(StringComparer.Ordinal);
    private SqliteConnection? connection;
    private SqliteTransaction? transaction;

    public bool LocksRows => false;

    public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel)
    {
        var found = new List<(WalletKey, Guid)>();
        foreach (var key in keys)
        {
            var rows = Prepare("SELECT id FROM wallets WHERE member_id = ?1 AND coin = ?2", key.MemberId, key.Coin);
            while (rows.Step())
                found.Add((key, rows.Id(0)));
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
                INSERT INTO wallets (id, member_id, coin, state, frozen, balance, held, receivable, version, cap_day,
                    cap_units)
                VALUES (?1, ?2, ?3,
                    CASE WHEN EXISTS (SELECT 1 FROM wallets WHERE member_id = ?2 AND state_revision = ?6) THEN ?5
                        ELSE ?4 END,
                    0, 0, 0, 0, 0, 0, 0) ON CONFLICT (member_id, coin) DO NOTHING
                """, id, key.MemberId, key.Coin, (int)WalletState.Active, (int)WalletState.Closed,
                WalletRow.ClosedWithMember).Run();
        return CommitAsync(cancel);
    }

    public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        Connect();
        transaction = connection!.BeginTransaction(deferred: false);
        var state = reads.NewState(ReadClock(), reads.ProcessClock());
        foreach (var id in reads.LockedWallets)
            ReadWallet(state, id);
        foreach (var (principal, requestId) in reads.Requests)
            ReadOutcome(state, principal, requestId);
        foreach (var id in reads.Originals)
        {
            var rows =
                Prepare("SELECT units, reversed, earnings, confirmed, refunded FROM undone WHERE journal_id = ?1", id);
            while (rows.Step())
                state.Undone[new(id)] = new Undone(
                    rows.Integer(0), rows.Flag(1), rows.Int(2), rows.Flag(3), rows.Integer(4));
        }
        foreach (var key in reads.Consumptions)
            if (Prepare("SELECT 1 FROM consumed WHERE key = ?1", key).First(_ => true))
                state.Consumed.Add(key);
        return Task.FromResult(state);
    }

    private ClockRow ReadClock() => Prepare("SELECT sandbox, now FROM clock WHERE id = 1")
        .First(row => new ClockRow { Sandbox = row.Flag(0), Now = Moments.FromMicroseconds(row.Integer(1)) })!;

    private void ReadWallet(GroupState state, Guid id)
    {
        var row = Prepare(
            """
            SELECT member_id, coin, state, balance, receivable, version, last_time, cap_day, cap_units, frozen, held,
                active_until
            FROM wallets WHERE id = ?1
            """, id);
        if (row.First(r => WalletOf(id, r)) is not { } wallet)
            return;
        ReadLots(wallet);
        if (wallet.Held > 0)
            ReadHolds(wallet);
        state.Wallets.Add(id, wallet);
    }

    private static WalletRow WalletOf(Guid id, SqliteStatement row) => new()
    {
        Id = id,
        MemberId = row.Id(0),
        Coin = row.Text(1),
        State = (WalletState)row.Int(2),
        Balance = row.Integer(3),
        Receivable = row.Integer(4),
        Version = row.Integer(5),
        LastTime = row.IsNull(6) ? null : Moments.FromMicroseconds(row.Integer(6)),
        CapDay = row.Int(7),
        CapUnits = row.Integer(8),
        Frozen = row.Flag(9),
        Held = row.Integer(10),
        ActiveUntil = row.IsNull(11) ? null : Moments.FromMicroseconds(row.Integer(11)),
    };

    private void ReadLots(WalletRow wallet)
    {
        var rows = Prepare("SELECT lot, remaining, held FROM lots WHERE wallet_id = ?1 ORDER BY lot", wallet.Id);
        while (rows.Step())
            wallet.Lots.Add(new LotBalance(new Lot(rows.Integer(0)), rows.Integer(1), rows.Integer(2)));
    }

    private void ReadHolds(WalletRow wallet)
    {
        var rows = Prepare("SELECT hold_id, lot, units, until FROM holds WHERE wallet_id = ?1", wallet.Id);
        while (rows.Step())
            wallet.Holds.Add(new HoldPart(
                new(rows.Id(0)), new Lot(rows.Integer(1)), rows.Integer(2), Moments.FromMicroseconds(rows.Integer(3))));
    }

    private void ReadOutcome(GroupState state, Principal principal, Guid requestId)
    {
        var rows = Prepare(
            "SELECT id, fingerprint, refused IS NOT NULL FROM outcomes WHERE principal = ?1 AND request_id = ?2",
            principal.Name, requestId);
        while (rows.Step())
            state.Outcomes[(principal, requestId)] = new KnownOutcome(new(rows.Id(0)), rows.Bytes(1), rows.Flag(2));
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
                INSERT INTO totals (asset, kind, party, slot, units) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (asset, kind, party, slot) DO UPDATE SET units = units + excluded.units
                """, key.Asset, (int)key.Kind, key.Party, slot, units).Run();
        // Marks only grow: of a hold that ran out nothing else was read.
        foreach (var id in state.ChangedUndone)
            Prepare(
                """
                INSERT INTO undone (journal_id, units, reversed, earnings, confirmed, refunded) VALUES (?1, ?2, ?3, ?4,
                    ?5, ?6)
                ON CONFLICT (journal_id) DO UPDATE SET units = max(units, excluded.units), reversed = max(reversed,
                    excluded.reversed),
                    earnings = max(earnings, excluded.earnings), confirmed = max(confirmed, excluded.confirmed),
                    refunded = max(refunded, excluded.refunded)
                """, id.Value, state.Undone[id].Units, state.Undone[id].Reversed, state.Undone[id].Earnings,
                state.Undone[id].Confirmed, state.Undone[id].Refunded).Run();
        foreach (var consumed in EntryRows.ConsumedOf(state))
            Prepare("INSERT INTO consumed (key, journal_id) VALUES (?1, ?2)", consumed.Key, consumed.JournalId).Run();
        return Task.FromResult(TakeNumber(state));
    }

    private long TakeNumber(GroupState state)
    {
        var (number, leaves) = Prepare(
            "UPDATE log_head SET number = number + 1, leaves = leaves + ?1 WHERE id = 1 RETURNING number, leaves",
            state.Decisions.Count).First(row => (row.Integer(0), row.Integer(1)));
        Prepare(
            "INSERT INTO groups (number, id, time, salt, outcomes, first_leaf) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            number, state.GroupId.Value, Moments.ToMicroseconds(state.Now), Salt.New(), state.Decisions.Count,
            leaves - state.Decisions.Count).Run();
        return number;
    }

    private void WriteOutcome(Decision decision) => Prepare(
        """
        INSERT INTO outcomes
            (id, principal, request_id, fingerprint, kind, time, refused, corrects, external_reference, reason_code, detail,
            effective_time, until, client_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """,
        decision.Id.Value, decision.Command.Principal.Name, decision.Command.RequestId, decision.Command.Fingerprint,
        (int)decision.Command.Kind, Moments.ToMicroseconds(decision.Time), OutcomeBytes.Refused(decision),
        decision.Journal?.Corrects?.Value, decision.Journal?.ExternalReference, decision.Journal?.ReasonCode,
        decision.Journal?.Detail, Microseconds(decision.Journal?.EffectiveTime), Microseconds(decision.Journal?.Until),
        decision.Command.ClientId).Run();

    private void WriteEntry(EntryRow entry) => Prepare(
        """
        INSERT INTO entries (journal_id, line, kind, asset, units, wallet_id, party, balance_after, version, lot)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """,
        entry.JournalId, entry.Line, (int)entry.Kind, entry.Asset, entry.Units, entry.WalletId, entry.Party,
        entry.BalanceAfter, entry.Version, entry.Lot).Run();

    private void WriteWallet(WalletRow wallet) => Prepare(
        """
        UPDATE wallets SET balance = ?2, receivable = ?3, version = ?4, last_time = ?5, cap_day = ?6, cap_units = ?7,
            state = ?8,
            frozen = ?9, held = ?10, active_until = ?11
        WHERE id = ?1
        """,
        wallet.Id, wallet.Balance, wallet.Receivable, wallet.Version, Moments.ToMicroseconds(wallet.LastTime!.Value),
        wallet.CapDay, wallet.CapUnits, (int)wallet.State, wallet.Frozen, wallet.Held, Microseconds(wallet.ActiveUntil))
        .Run();

    private void WriteLot(LotRow lot)
    {
        if (lot.Remaining == 0)
            Prepare("DELETE FROM lots WHERE wallet_id = ?1 AND lot = ?2", lot.WalletId, lot.Lot).Run();
        else
            Prepare(
                """
                INSERT INTO lots (wallet_id, lot, remaining, held) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (wallet_id, lot) DO UPDATE SET remaining = excluded.remaining, held = excluded.held
                """, lot.WalletId, lot.Lot, lot.Remaining, lot.Held).Run();
    }

    private void WriteHold(HoldRow part)
    {
        if (part.Units == 0)
            Prepare("DELETE FROM holds WHERE wallet_id = ?1 AND hold_id = ?2 AND lot = ?3",
                part.WalletId, part.HoldId, part.Lot).Run();
        else
            Prepare(
                """
                INSERT INTO holds (wallet_id, hold_id, lot, units, until) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (wallet_id, hold_id, lot) DO UPDATE SET units = excluded.units, until = excluded.until
                """, part.WalletId, part.HoldId, part.Lot, part.Units, Moments.ToMicroseconds(part.Until)).Run();
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
        var tombstone = Prepare(
            """
            INSERT INTO groups (number, id, time, salt, outcomes, first_leaf) VALUES (?1, ?2, ?3, ?4, 0, 0)
            ON CONFLICT (id) DO NOTHING
            """,
            -Moments.ToMicroseconds(now), groupId.Value, Moments.ToMicroseconds(now), Salt.New());
        if (tombstone.Run() == 1)
            return null;
        return Prepare("SELECT number FROM groups WHERE id = ?1", groupId.Value)
            .First(row => row.Integer(0)) is var number and > 0 ? number : null;
    }

    public async ValueTask DisposeAsync() => await AbandonAsync();

    private static long? Microseconds(DateTimeOffset? moment) => moment is { } at ? Moments.ToMicroseconds(at) : null;

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

    private SqliteStatement Prepare(string sql, params ReadOnlySpan<SqliteValue> values)
    {
        Connect();
        if (!prepared.TryGetValue(sql, out var statement))
            prepared[sql] = statement = new SqliteStatement(connection!, sql);
        return statement.Bind(values);
    }
}
