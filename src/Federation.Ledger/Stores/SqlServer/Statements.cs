namespace Federation.Ledger;

/// <summary>
/// What <see cref="SqlServerPostingStore"/> asks, in documented T-SQL. Wherever a table of the books is joined with
/// rows that were sent, the hints make the rows sent the outer side of nested loops: each row of the books is reached
/// by its key, in the order of the rows sent, and no other row is ever read under a lock.
/// </summary>
internal static class Statements
{
    private const string ByKey = "OPTION (FORCE ORDER, LOOP JOIN, MAXDOP 1)";

    /// <summary>A batch that binds to the connection: a statement that fails ends the transaction; no row counts on the
    /// wire; nobody waits for a lock for more than 10 s.</summary>
    public const string Session = "SET XACT_ABORT ON; SET NOCOUNT ON; SET LOCK_TIMEOUT 10000;";

    public const string FindWallets =
        $"""
        SELECT w.member_id, w.coin, w.id
        FROM @keys AS k INNER JOIN ledger.wallets AS w ON w.member_id = k.member_id AND w.coin = k.coin
        {ByKey};
        """;

    public const string CreateWallets =
        $"""
        INSERT INTO ledger.wallets
            (id, member_id, coin, state, frozen, balance, held, receivable, version, cap_day, cap_units)
        SELECT k.id, k.member_id, k.coin,
            CASE WHEN EXISTS (SELECT 1 FROM ledger.wallets AS c WHERE c.member_id = k.member_id
                AND c.state_revision = @closed_with_member)
                THEN @closed ELSE @active END,
            0, 0, 0, 0, 0, 0, 0
        FROM @wallets AS k
        WHERE NOT EXISTS (SELECT 1 FROM ledger.wallets AS w WHERE w.member_id = k.member_id AND w.coin = k.coin)
        ORDER BY k.id
        {ByKey};
        """;

    /// <summary>Alone in its command: what is read after it sees all that was committed while it waited.</summary>
    public const string LockWallets =
        $"""
        SELECT w.id, w.member_id, w.coin, w.state, w.frozen, w.balance, w.held, w.receivable, w.version, w.last_time,
            w.active_until, w.cap_day, w.cap_units
        FROM @ids AS k INNER JOIN ledger.wallets AS w WITH (UPDLOCK, ROWLOCK) ON w.id = k.id
        ORDER BY k.id
        {ByKey};
        """;

    /// <summary>Answers with the caller's own spelling of principals and keys, whatever the database takes for
    /// equal.</summary>
    public const string ReadState =
        $"""
        SELECT sandbox, now, SYSDATETIMEOFFSET() AS system_now FROM ledger.clock WHERE id = 1;
        SELECT l.wallet_id, l.lot, l.remaining, l.held
        FROM @ids AS k INNER JOIN ledger.lots AS l ON l.wallet_id = k.id {ByKey};
        SELECT h.wallet_id, h.hold_id, h.lot, h.units, h.until
        FROM @ids AS k INNER JOIN ledger.holds AS h ON h.wallet_id = k.id {ByKey};
        SELECT k.principal, k.request_id, o.id, o.fingerprint,
            CAST(CASE WHEN o.refused IS NULL THEN 0 ELSE 1 END AS bit) AS refused
        FROM @requests AS k INNER JOIN ledger.outcomes AS o ON o.principal = k.principal
            AND o.request_id = k.request_id {ByKey};
        SELECT u.journal_id, u.units, u.reversed, u.earnings, u.confirmed, u.refunded
        FROM @originals AS k INNER JOIN ledger.undone AS u ON u.journal_id = k.id {ByKey};
        SELECT k.[key] FROM @consumptions AS k INNER JOIN ledger.consumed AS c ON c.[key] = k.[key] {ByKey};
        """;

    /// <summary>Everything that was decided; the last lock is the log head's. Answers with the group's number and with
    /// how many wallets, lots, holds, totals and undone rows stand as they were sent.</summary>
    public const string Write =
        $"""
        DECLARE @wallet_count int, @lot_count int, @hold_count int, @total_count int, @undone_count int;
        {Journals}
        {Wallets}
        {Lots}
        {Holds}
        {Totals}
        {Undone}
        {Log}
        SELECT number, @wallet_count, @lot_count, @hold_count, @total_count, @undone_count
        FROM ledger.log_head WHERE id = 1;
        """;

    private const string Journals =
        """
        INSERT INTO ledger.outcomes
            (id, principal, request_id, fingerprint, kind, time, refused, corrects, effective_time, until, external_reference,
            reason_code, detail, client_id)
        SELECT id, principal, request_id, fingerprint, kind, time, refused, corrects, effective_time, until,
            external_reference,
            reason_code, detail, client_id
        FROM @outcomes;
        INSERT INTO ledger.entries
            (journal_id, line, kind, asset, units, wallet_id, lot, party, balance_after, version)
        SELECT journal_id, line, kind, asset, units, wallet_id, lot, party, balance_after, version FROM @entries;
        INSERT INTO ledger.consumed ([key], journal_id) SELECT [key], journal_id FROM @consumed;
        """;

    private const string Wallets =
        $"""
        UPDATE w SET state = u.state, frozen = u.frozen, balance = u.balance, held = u.held, receivable = u.receivable,
            version = u.version, last_time = u.last_time, active_until = u.active_until, cap_day = u.cap_day,
            cap_units = u.cap_units
        FROM @wallets AS u, ledger.wallets AS w WHERE w.id = u.id {ByKey};
        SET @wallet_count = @@ROWCOUNT;
        """;

    /// <summary>The lock on the wallet keeps others from its lots and holds, so that nothing appears between the
    /// statements.</summary>
    private const string Lots =
        $"""
        DELETE l FROM @lots AS u, ledger.lots AS l
        WHERE l.wallet_id = u.wallet_id AND l.lot = u.lot AND u.remaining = 0 {ByKey};
        UPDATE l SET remaining = u.remaining, held = u.held FROM @lots AS u, ledger.lots AS l
        WHERE l.wallet_id = u.wallet_id AND l.lot = u.lot AND u.remaining <> 0 {ByKey};
        SET @lot_count = @@ROWCOUNT;
        INSERT INTO ledger.lots (wallet_id, lot, remaining, held)
        SELECT u.wallet_id, u.lot, u.remaining, u.held FROM @lots AS u
        WHERE u.remaining <> 0
            AND NOT EXISTS (SELECT 1 FROM ledger.lots AS l WHERE l.wallet_id = u.wallet_id AND l.lot = u.lot) {ByKey};
        SET @lot_count = @lot_count + @@ROWCOUNT;
        """;

    private const string Holds =
        $"""
        DELETE h FROM @holds AS u, ledger.holds AS h
        WHERE h.wallet_id = u.wallet_id AND h.hold_id = u.hold_id AND h.lot = u.lot AND u.units = 0 {ByKey};
        UPDATE h SET units = u.units, until = u.until FROM @holds AS u, ledger.holds AS h
        WHERE h.wallet_id = u.wallet_id AND h.hold_id = u.hold_id AND h.lot = u.lot AND u.units <> 0 {ByKey};
        SET @hold_count = @@ROWCOUNT;
        INSERT INTO ledger.holds (wallet_id, hold_id, lot, units, until)
        SELECT u.wallet_id, u.hold_id, u.lot, u.units, u.until FROM @holds AS u
        WHERE u.units <> 0 AND NOT EXISTS (
            SELECT 1 FROM ledger.holds AS h WHERE h.wallet_id = u.wallet_id AND h.hold_id = u.hold_id
                AND h.lot = u.lot) {ByKey};
        SET @hold_count = @hold_count + @@ROWCOUNT;
        """;

    private const string Totals =
        $"""
        UPDATE t SET units = t.units + u.units FROM @totals AS u, ledger.totals AS t
        WHERE t.asset = u.asset AND t.kind = u.kind AND t.party = u.party AND t.slot = @slot {ByKey};
        SET @total_count = @@ROWCOUNT;
        INSERT INTO ledger.totals (asset, kind, party, slot, units)
        SELECT u.asset, u.kind, u.party, @slot, u.units FROM @totals AS u
        WHERE NOT EXISTS (SELECT 1 FROM ledger.totals AS t
            WHERE t.asset = u.asset AND t.kind = u.kind AND t.party = u.party AND t.slot = @slot) {ByKey};
        SET @total_count = @total_count + @@ROWCOUNT;
        """;

    /// <summary>Marks only grow: of a hold that ran out nothing else was read.</summary>
    private const string Undone =
        $"""
        UPDATE d SET units = CASE WHEN u.units > d.units THEN u.units ELSE d.units END,
            reversed = d.reversed | u.reversed,
            earnings = CASE WHEN u.earnings > d.earnings THEN u.earnings ELSE d.earnings END,
                confirmed = d.confirmed | u.confirmed,
            refunded = CASE WHEN u.refunded > d.refunded THEN u.refunded ELSE d.refunded END
        FROM @undone AS u, ledger.undone AS d WHERE d.journal_id = u.journal_id {ByKey};
        SET @undone_count = @@ROWCOUNT;
        INSERT INTO ledger.undone (journal_id, units, reversed, earnings, confirmed, refunded)
        SELECT u.journal_id, u.units, u.reversed, u.earnings, u.confirmed, u.refunded FROM @undone AS u
        WHERE NOT EXISTS (SELECT 1 FROM ledger.undone AS d WHERE d.journal_id = u.journal_id) {ByKey};
        SET @undone_count = @undone_count + @@ROWCOUNT;
        """;

    private const string Log =
        """
        UPDATE ledger.log_head SET number = number + 1, leaves = leaves + @outcome_count WHERE id = 1;
        INSERT INTO ledger.groups (number, id, time, salt, outcomes, first_leaf)
        SELECT number, @group_id, @now, @salt, @outcome_count, leaves - @outcome_count FROM ledger.log_head
            WHERE id = 1;
        """;

    /// <summary>A tombstone: the unique index on the id tells whether the group was committed.</summary>
    public const string Bury =
        """
        INSERT INTO ledger.groups (number, id, time, salt, outcomes, first_leaf)
        VALUES (@number, @group_id, @now, @salt, 0, 0);
        """;

    public const string FindGroup = "SELECT number FROM ledger.groups WHERE id = @group_id;";

    /// <summary>All of them, by name, for a test to read.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string,
        string>(StringComparer.Ordinal)
    {
        [nameof(Session)] = Session,
        [nameof(FindWallets)] = FindWallets,
        [nameof(CreateWallets)] = CreateWallets,
        [nameof(LockWallets)] = LockWallets,
        [nameof(ReadState)] = ReadState,
        [nameof(Write)] = Write,
        [nameof(Bury)] = Bury,
        [nameof(FindGroup)] = FindGroup,
    };
}
