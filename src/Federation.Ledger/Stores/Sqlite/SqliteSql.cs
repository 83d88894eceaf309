namespace Federation.Ledger;

/// <summary>Statements for SQLite: each takes one row.</summary>
internal static class SqliteSql
{
    public static readonly string ReadClock = $"SELECT {LedgerTables.Clock.Names()} FROM clock WHERE id = 1";

    // Without a condition, SQLite would take what follows for that of a join.
    public static readonly string CreateWallet =
        $"""
        INSERT INTO wallets ({LedgerTables.Wallets.Names()}) SELECT {ColumnText.NewWallet("wallets")}
        FROM {Row(LedgerTables.Wallets)} WHERE true {LedgerTables.Wallets.OnNamed()}
        """;

    public const string MoveHead = "UPDATE log_head SET number = number + 1, leaves = leaves + ?1 WHERE id = 1";

    public static readonly string TakeNumber =
        $"""
        INSERT INTO groups ({LedgerTables.Groups.Names()}) SELECT {ColumnText.NewGroup()}
        FROM {Row(LedgerTables.Groups)}, log_head AS head WHERE head.id = 1 RETURNING {LedgerTables.Groups.Names()}
        """;

    public static TableSql Of(ITable table)
    {
        var (name, all) = (table.Name, table.Columns);
        var keys = all.Where(c => c.IsKey).ToList();
        var sent = all.Where(c => c.IsKey || c.IsChanged).ToList();
        var insert = $"INSERT INTO {name} AS t ({all.Names()}) VALUES ({all.Each((_, i) => $"?{i + 1}")})";
        return new TableSql(
            Select: $"SELECT {all.Names()} FROM {name} WHERE {keys[0].Name} = ?1",
            Find: $"SELECT {all.Names()} FROM {name} WHERE {Each(all.Where(c => c.Role == ColumnRole.Name), " AND ")}",
            Insert: insert,
            InsertNew: $"{insert} {all.OnNamed()}",
            Update: $"UPDATE {name} SET {Each(sent, ", ")} WHERE {Each(keys, " AND ")}",
            Upsert: $"{insert} {all.OnConflict("max")}",
            Delete: $"DELETE FROM {name} WHERE {Each(keys, " AND ")}");
    }

    /// <summary>Each of these columns equal to its parameter.</summary>
    private static string Each(IEnumerable<Column> columns, string separator) =>
        columns.Each((c, i) => $"{c.Name} = ?{i + 1}", separator);

    private static string Row(IEnumerable<Column> columns) =>
        $"(SELECT {columns.Each((c, i) => $"?{i + 1} AS {c.Name}")}) AS u";
}
