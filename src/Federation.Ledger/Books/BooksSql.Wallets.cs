namespace Federation.Ledger;

/// <summary>What members hold: wallets, their lots, and the balances that each entry says it left.</summary>
internal static partial class BooksSql
{
    /// <summary>A wallet's row is what its entries sum to.</summary>
    public static IEnumerable<BooksStatement> WalletRows(BooksDialect sql) =>
    [
        new("wallet {0}",
            $"""
            SELECT w.id, w.balance, w.held, w.receivable, w.version,
                COALESCE(s.balance, 0) AS sum_balance, COALESCE(s.held, 0) AS sum_held, COALESCE(s.receivable,
                    0) AS sum_receivable,
                COALESCE(s.entries, 0) AS entries, COALESCE(s.first_version, 1) AS first_version,
                    COALESCE(s.last_version, 0) AS last_version
            FROM {sql.Table("wallets")} AS w LEFT JOIN (
                SELECT wallet_id, {SumOf(sql, Wallet, Held)} AS balance, {SumOf(sql, Held)} AS held,
                    {SumOf(sql, Receivable)} AS receivable,
                    {sql.Count} AS entries, MIN(version) AS first_version, MAX(version) AS last_version
                FROM {sql.EntriesInAnyOrder} AS e WHERE wallet_id IS NOT NULL
                    GROUP BY wallet_id) AS s ON s.wallet_id = w.id
            """,
            new("wallet balance", "sum_balance", "balance"),
            new("wallet held", "sum_held", "held"),
            new("wallet receivable", "sum_receivable", "receivable"),
            new("wallet version", "entries", "version"),
            new("wallet last version", "last_version", "version"),
            new("wallet first version", "1", "first_version"),
            new("wallet not negative", "CASE WHEN balance < 0 THEN 0 ELSE balance END", "balance"),
            new("held not negative", "CASE WHEN held < 0 THEN 0 ELSE held END", "held"),
            new("held within balance", "CASE WHEN held > balance THEN balance ELSE held END", "held"),
            new("receivable not positive", "CASE WHEN receivable > 0 THEN 0 ELSE receivable END", "receivable"))
        { Id = sql.IdText("id") },
        LastTimes(sql),
    ];

    /// <summary>No wallet's last time is before its last entry: a later journal could be dated before it.</summary>
    private static BooksStatement LastTimes(BooksDialect sql) => new("wallet {0}",
        $"""
        SELECT w.id, w.last_time, o.time FROM {sql.Table("wallets")} AS w
        JOIN {sql.Table("entries")} AS e ON e.wallet_id = w.id AND e.version = w.version
        JOIN {sql.Table("outcomes")} AS o ON o.id = e.journal_id
        """,
        BooksComparison.Never("wallet's last time", "last_time IS NULL OR last_time < time"))
    { Id = sql.IdText("id") };

    /// <summary>Each lot is what the entries on it sum to, none is empty, and a wallet's lots sum to its balance. Both
    /// sides are rows of one sum, so that what either lacks is found.</summary>
    public static IEnumerable<BooksStatement> Lots(BooksDialect sql) =>
    [
        new("wallet {0} lot {1}",
            $"""
            SELECT wallet_id, lot, {sql.Sum("units")} AS units, {sql.Sum("held_units")} AS held_units,
                {sql.Sum("remaining")} AS remaining,
                {sql.Sum("held")} AS held, MAX(lots) AS lots
            FROM (
                SELECT wallet_id, lot, units, CASE WHEN kind = {Held} THEN units ELSE 0 END AS held_units,
                    0 AS remaining, 0 AS held, 0 AS lots
                FROM {sql.EntriesInAnyOrder} AS e WHERE kind IN ({Wallet}, {Held}) AND wallet_id IS NOT NULL
                    AND lot IS NOT NULL
                UNION ALL
                SELECT wallet_id, lot, 0, 0, remaining, held, 1 FROM {sql.Table("lots")}) AS both_sides
            GROUP BY wallet_id, lot
            """,
            new("lot", "units", "remaining"),
            new("lot held", "held_units", "held"),
            new("lot not negative", "CASE WHEN held < 0 THEN 0 WHEN held > remaining THEN remaining ELSE held END",
                "held"),
            BooksComparison.Never("empty lot", "lots = 1 AND remaining = 0"))
        { Id = sql.IdText("wallet_id"), Detail = sql.Text("lot") },
        new("wallet {0}",
            $"""
            SELECT wallet_id, {sql.Sum("remaining")} AS remaining, {sql.Sum("held_lots")} AS held_lots,
                {sql.Sum("balance")} AS balance,
                {sql.Sum("held")} AS held
            FROM (
                SELECT wallet_id, remaining, held AS held_lots, 0 AS balance, 0 AS held FROM {sql.Table("lots")}
                UNION ALL
                SELECT id, 0, 0, balance, held FROM {sql.Table("wallets")}) AS both_sides
            GROUP BY wallet_id
            """,
            new("sum of lots", "balance", "remaining"), new("sum of held lots", "held", "held_lots"))
        { Id = sql.IdText("wallet_id") },
    ];

    /// <summary>The balance that an entry says it left is that of the entry of its kind before it and its own units;
    /// nothing is dated before what went before it in the same wallet. Of each wallet the first entry that differs is
    /// reported.</summary>
    public static IEnumerable<BooksStatement> RunningBalances(BooksDialect sql) =>
    [
        FirstOfWallet(sql, "running balance",
            $"""
            SELECT wallet_id, version, {sql.Wide("before_units")} + units AS expected_units,
                COALESCE(balance_after, {long.MinValue}) AS actual_units
            FROM (
                SELECT wallet_id, version, units, balance_after, {BalanceBefore(sql)} AS before_units
                FROM {sql.EntriesInAnyOrder} AS e WHERE wallet_id IS NOT NULL) AS running
            """),
        FirstOfWallet(sql, "time before the last",
            $"""
            SELECT wallet_id, version, 0 AS expected_units,
                CASE WHEN time < time_before THEN 1 ELSE 0 END AS actual_units
            FROM (
                SELECT e.wallet_id, e.version, o.time, LAG(o.time) OVER (PARTITION BY e.wallet_id
                    ORDER BY e.version) AS time_before
                FROM {sql.EntriesWithOutcomes} WHERE e.wallet_id IS NOT NULL) AS dated
            """),
        .. sql.Range.IsWhole ? [] : new[] { Predecessors(sql) },
    ];

    private static string BalanceBefore(BooksDialect sql)
    {
        const string before = "LAG(balance_after) OVER (PARTITION BY wallet_id, kind ORDER BY version)";
        if (sql.Range.IsWhole)
            return $"COALESCE({before}, 0)";
        var last = sql.First(1,
            $"p.balance_after FROM {sql.Table("entries")} AS p WHERE p.wallet_id = e.wallet_id AND p.kind = e.kind AND "
            + $"p.version < e.version",
            "p.version DESC");
        return $"COALESCE({before}, ({last}), 0)";
    }

    /// <summary>In a range, that versions have no gaps is seen from each one's predecessor.</summary>
    private static BooksStatement Predecessors(BooksDialect sql) => new("wallet {0} version {1}",
        $"""
        SELECT e.wallet_id, e.version FROM {sql.Entries} AS e WHERE e.wallet_id IS NOT NULL AND e.version <> 1
            AND NOT EXISTS (
            SELECT 1 FROM {sql.Table("entries")} AS p WHERE p.wallet_id = e.wallet_id AND p.version = e.version - 1)
        """,
        new BooksComparison("version before", "1", "0"))
    { Id = sql.IdText("wallet_id"), Detail = sql.Text("version") };

    private static BooksStatement FirstOfWallet(BooksDialect sql, string check, string source) =>
        new("wallet {0} version {1}",
        $"""
        SELECT wallet_id, version, expected_units, actual_units FROM (
            SELECT wallet_id, version, expected_units, actual_units,
                ROW_NUMBER() OVER (PARTITION BY wallet_id ORDER BY version) AS place
            FROM ({source}) AS all_entries WHERE expected_units <> actual_units) AS differing
        WHERE place = 1
        """,
        new BooksComparison(check, "expected_units", "actual_units"))
        { Id = sql.IdText("wallet_id"), Detail = sql.Text("version") };

    private static string SumOf(BooksDialect sql, params int[] kinds) =>
        sql.Sum($"CASE WHEN kind IN ({string.Join(", ", kinds)}) THEN units ELSE 0 END");
}
