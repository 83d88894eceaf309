namespace Federation.Ledger;

/// <summary>Statements for PostgreSQL: each takes many rows, as one array for each column.</summary>
internal static class PostgresSql
{
    /// <summary>The order by id is that in which all who change wallets lock them.</summary>
    public static readonly string LockWallets = LedgerTables.Wallets.Postgres.Select + " ORDER BY id FOR UPDATE";

    /// <summary>So that there is a row to lock. It waits for who creates the same one.</summary>
    public static readonly string CreateTallies =
        $"INSERT INTO ledger.tallies ({LedgerTables.Tallies.Names()}) SELECT u.id, 0 FROM {LedgerKeys.Ids.Arrays("u")} "
        + "ORDER BY u.id ON CONFLICT DO NOTHING";

    /// <summary>After the wallets, and in the order of their ids, as by all who move tallies.</summary>
    public static readonly string LockTallies = LedgerTables.Tallies.Postgres.Select + " ORDER BY id FOR UPDATE";

    public static readonly string ReadClock =
        $"SELECT {LedgerTables.Clock.Names()}, clock_timestamp() FROM ledger.clock WHERE id = 1";

    public static readonly string CreateWallets =
        $"""
        INSERT INTO ledger.wallets ({LedgerTables.Wallets.Names()})
        SELECT {ColumnText.NewWallet("ledger.wallets")}
        FROM {LedgerTables.Wallets.Arrays("u")} ORDER BY u.id {LedgerTables.Wallets.OnNamed()}
        """;

    public static readonly string TakeNumber =
        $"""
        WITH u AS (SELECT * FROM {LedgerTables.Groups.Arrays("u")}),
            head AS (UPDATE ledger.log_head h SET number = h.number + 1, leaves = h.leaves + u.outcomes
                FROM u WHERE h.id = 1 RETURNING h.number, h.leaves)
        INSERT INTO ledger.groups ({LedgerTables.Groups.Names()})
        SELECT {ColumnText.NewGroup()} FROM u, head RETURNING number
        """;

    public static TableSql Of(ITable table)
    {
        var (name, all) = ("ledger." + table.Name, table.Columns);
        var keys = all.Where(c => c.IsKey).ToList();
        var named = all.Where(c => c.Role == ColumnRole.Name).ToList();
        var sent = all.Where(c => c.IsKey || c.IsChanged).ToList();
        var byKey = keys.Each((c, _) => $"t.{c.Name} = u.{c.Name}", " AND ");
        var insert = $"INSERT INTO {name} AS t ({all.Names()}) SELECT * FROM {all.Arrays("u")}";
        // Rows to which other groups add, too: all lock them in one order.
        var order = all.Any(c => c.Role is ColumnRole.Added or ColumnRole.Grown) ? $" ORDER BY {keys.Names("u.")}" : "";
        return new TableSql(
            Select: $"SELECT {all.Names()} FROM {name} WHERE {keys[0].Name} = ANY($1)",
            Find: $"SELECT {all.Names("t.")} FROM {named.Arrays("k")} JOIN {name} AS t ON "
                + named.Each((c, _) => $"t.{c.Name} = k.{c.Name}", " AND "),
            Insert: insert,
            InsertNew: $"{insert} {all.OnNamed()}",
            Update: $"UPDATE {name} AS t SET {all.Where(c => c.IsChanged).Each((c, _) => $"{c.Name} = u.{c.Name}")} "
                + $"FROM {sent.Arrays("u")} WHERE {byKey}",
            Upsert: $"{insert}{order} {all.OnConflict("GREATEST")}",
            Delete: $"DELETE FROM {name} AS t USING {keys.Arrays("u")} WHERE {byKey}");
    }
}
