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

    /// <summary>What a group writes, in this order.</summary>
    public static readonly IReadOnlyList<(ITable Table, RowWrite Write)> Writes =
    [
        (LedgerTables.Outcomes, RowWrite.Insert), (LedgerTables.Entries, RowWrite.Insert),
        (LedgerTables.Wallets, RowWrite.Update), (LedgerTables.Lots, RowWrite.Delete),
        (LedgerTables.Lots, RowWrite.Upsert), (LedgerTables.Holds, RowWrite.Delete),
        (LedgerTables.Holds, RowWrite.Upsert), (LedgerTables.Totals, RowWrite.Upsert),
        (LedgerTables.Undone, RowWrite.Upsert), (LedgerTables.Consumed, RowWrite.Insert),
        (LedgerTables.Tallies, RowWrite.Upsert), (LedgerTables.TallyEntries, RowWrite.Insert),
    ];

    public static readonly string FindWallets = Find(LedgerTables.Wallets, "wallet_keys");

    public static readonly string CreateWallets =
        $"""
        INSERT INTO ledger.wallets ({Names(LedgerTables.Wallets)})
        SELECT {ColumnText.NewWallet("ledger.wallets")} FROM @wallets AS u
        WHERE NOT EXISTS (SELECT 1 FROM ledger.wallets AS t WHERE {Join(Named(LedgerTables.Wallets), "u")})
        ORDER BY u.id
        {ByKey};
        """;

    /// <summary>Alone in its command: what is read after it sees all that was committed while it waited.</summary>
    public static readonly string LockWallets =
        $"""
        SELECT {Names(LedgerTables.Wallets, "t.")}
        FROM @ids AS k INNER JOIN ledger.wallets AS t WITH (UPDLOCK, ROWLOCK) ON t.id = k.id
        ORDER BY k.id
        {ByKey};
        """;

    public static readonly string ReadState =
        $"""
        SELECT {Names(LedgerTables.Clock)}, SYSDATETIMEOFFSET() AS system_now FROM ledger.clock WHERE id = 1;
        {Select(LedgerTables.Lots, "ids", "id")}
        {Select(LedgerTables.Holds, "ids", "id")}
        {Find(LedgerTables.Outcomes, "requests")}
        {Select(LedgerTables.Undone, "originals", "id")}
        {Select(LedgerTables.Consumed, "keys", "key")}
        """;

    /// <summary>So that there is a row to lock; then locks them, after the wallets and in the order of their ids. Of
    /// two who create the same one at once the second is refused by the key, and its group is tried again.</summary>
    public static readonly string LockTallies =
        $"""
        INSERT INTO ledger.tallies ({Names(LedgerTables.Tallies)})
        SELECT k.id, 0 FROM @ids AS k
        WHERE NOT EXISTS (SELECT 1 FROM ledger.tallies AS t WHERE t.id = k.id)
        ORDER BY k.id
        {ByKey};
        SELECT {Names(LedgerTables.Tallies, "t.")}
        FROM @ids AS k INNER JOIN ledger.tallies AS t WITH (UPDLOCK, ROWLOCK) ON t.id = k.id
        ORDER BY k.id
        {ByKey};
        """;

    /// <summary>Everything that was decided; the last lock is the log head's. Answers with the group's number and, by
    /// the names of the parameters, with how many rows were written.</summary>
    public static readonly string Write =
        $"""
        DECLARE {Counts(c => $"@{c}_count int")};
        {string.Join("\n", Writes.Select(w => Of(w.Table, w.Write)))}
        UPDATE head SET number = head.number + 1, leaves = head.leaves + u.outcomes
        FROM @groups AS u, ledger.log_head AS head WHERE head.id = 1 {ByKey};
        INSERT INTO ledger.groups ({Names(LedgerTables.Groups)})
        SELECT {ColumnText.NewGroup()} FROM @groups AS u, ledger.log_head AS head WHERE head.id = 1 {ByKey};
        SELECT number, {Counts(c => $"@{c}_count AS {c}")} FROM ledger.log_head WHERE id = 1;
        """;

    /// <summary>A tombstone: the unique index on the id tells whether the group was committed.</summary>
    public static readonly string Bury =
        $"INSERT INTO ledger.groups ({Names(LedgerTables.Groups)}) SELECT {Names(LedgerTables.Groups)} FROM @groups;";

    public static readonly string FindGroup = Find(LedgerTables.Groups, "ids");

    /// <summary>What a table's rows are sent as.</summary>
    public static string Parameter(ITable table, RowWrite write) =>
        write == RowWrite.Delete ? "gone_" + table.Name : table.Name;

    private static string Of(ITable table, RowWrite write)
    {
        var (all, parameter) = (table.Columns, Parameter(table, write));
        var (from, count) = ($"FROM @{parameter} AS u", $"SET @{parameter}_count = ");
        var byKey = Join(all.Where(c => c.IsKey), "u");
        var update = $"UPDATE t SET {all.Where(c => c.IsChanged).Each((c, _) => $"[{c.Name}] = {Changed(c)}")} "
            + $"{from}, ledger.{table.Name} AS t WHERE {byKey} {ByKey};";
        var delete = $"DELETE t {from}, ledger.{table.Name} AS t WHERE {byKey} {ByKey};";
        var insert = $"INSERT INTO ledger.{table.Name} ({Names(all)}) SELECT {Names(all, "u.")} {from}";
        return write switch
        {
            RowWrite.Insert => $"{insert};\n{count}@@ROWCOUNT;",
            RowWrite.Update => $"{update}\n{count}@@ROWCOUNT;",
            RowWrite.Delete => $"{delete}\n{count}@@ROWCOUNT;",
            // The lock on the wallet keeps others from its lots and holds, so that nothing appears between the two. Of
            // two who insert the same total or the same mark, the key refuses the second.
            _ => $"""
                {update}
                {count}@@ROWCOUNT;
                {insert} WHERE NOT EXISTS (SELECT 1 FROM ledger.{table.Name} AS t WHERE {byKey}) {ByKey};
                {count}@{parameter}_count + @@ROWCOUNT;
                """,
        };
    }

    private static string Changed(Column column)
    {
        var (old, sent) = ($"t.[{column.Name}]", $"u.[{column.Name}]");
        return column.Role switch
        {
            ColumnRole.Added => $"{old} + {sent}",
            ColumnRole.Grown when column.Postgres == Kinds.Flag.Postgres => $"{old} | {sent}",
            ColumnRole.Grown => $"CASE WHEN {sent} > {old} THEN {sent} ELSE {old} END",
            _ => sent,
        };
    }

    /// <summary>Rows by the first part of their key.</summary>
    private static string Select(ITable table, string keys, string key)
    {
        var first = table.Columns[0];
        return $"SELECT {table.Columns.Each((c, _) => c == first ? $"k.[{key}]" : $"t.[{c.Name}]")} FROM @{keys} AS k "
            + $"INNER JOIN ledger.{table.Name} AS t ON t.[{first.Name}] = k.[{key}] {ByKey};";
    }

    /// <summary>Rows by their names, in the caller's own spelling, whatever the database takes for equal.</summary>
    private static string Find(ITable table, string names) =>
        $"SELECT {table.Columns.Each((c, _) => (c.Role == ColumnRole.Name ? "k." : "t.") + $"[{c.Name}]")} "
        + $"FROM @{names} AS k INNER JOIN ledger.{table.Name} AS t ON {Join(Named(table), "k")} {ByKey};";

    private static string Names(IReadOnlyList<Column> columns, string prefix = "") =>
        columns.Each((c, _) => $"{prefix}[{c.Name}]");

    private static string Counts(Func<string, string> text) =>
        string.Join(", ", Writes.Select(w => text(Parameter(w.Table, w.Write))));

    private static IEnumerable<Column> Named(ITable table) => table.Columns.Where(c => c.Role == ColumnRole.Name);

    private static string Join(IEnumerable<Column> columns, string with) =>
        columns.Each((c, _) => $"t.[{c.Name}] = {with}.[{c.Name}]", " AND ");
}
