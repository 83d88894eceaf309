using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What <see cref="BooksCheck"/> asks that LINQ has no words for, in SQL that all databases
/// document.</summary>
internal static class BooksSql
{
    /// <summary>For each entry of a wallet the balance that the entries up to it sum to, and the one it says it left.
    /// It goes in the order of the index on wallet and version.</summary>
    public static string RunningBalances(LedgerDb db) =>
        $"""
        SELECT wallet_id AS "WalletId", version AS "Version", balance_after AS "Found",
            CASE WHEN kind = {(int)AccountKind.Wallet} THEN balance ELSE receivable END AS "Expected"
        FROM (
            SELECT wallet_id, version, kind, balance_after,
                {RunningSum(AccountKind.Wallet)} AS balance,
                {RunningSum(AccountKind.Receivable)} AS receivable
            FROM {Table(db, "entries")}
            WHERE wallet_id IS NOT NULL) AS running
        """;

    /// <summary>For each group how many outcomes it says it has, and how many bear its id: the same 14 first
    /// bytes.</summary>
    public static string GroupOutcomes(LedgerDb db) =>
        $"""
        SELECT g.number AS "Number", CAST(g.outcomes AS bigint) AS "Found",
            CAST(COALESCE(o.outcomes, 0) AS bigint) AS "Expected"
        FROM {Table(db, "groups")} AS g
        LEFT JOIN (
            SELECT group_prefix, COUNT(*) AS outcomes
            FROM (SELECT {Prefix(db, "id")} AS group_prefix FROM {Table(db, "outcomes")}) AS prefixes
            GROUP BY group_prefix) AS o ON o.group_prefix = {Prefix(db, "g.id")}
        WHERE g.number > 0
        """;

    private static string RunningSum(AccountKind kind) =>
        $"CAST(SUM(CASE WHEN kind = {(int)kind} THEN units ELSE 0 END)"
        + " OVER (PARTITION BY wallet_id ORDER BY version ROWS UNBOUNDED PRECEDING) AS bigint)";

    /// <summary>An id without its last two bytes: as bytes on SQLite, as text elsewhere.</summary>
    private static string Prefix(LedgerDb db, string id) => db switch
    {
        SqliteLedgerDb => $"substr({id}, 1, 14)",
        PostgresLedgerDb => $"left({id}::text, 32)",
        _ => $"LEFT(CONVERT(char(36), {id}), 32)",
    };

    private static string Table(LedgerDb db, string name) => db is SqliteLedgerDb ? name : $"{db.Schema}.{name}";
}
