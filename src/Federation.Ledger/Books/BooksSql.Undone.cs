using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What became of journals since: each mark is what later journals say that are about them. In a range, only
/// of journals that its own are about.</summary>
internal static partial class BooksSql
{
    public static IEnumerable<BooksStatement> Undone(BooksDialect sql) =>
    [
        Marks(sql), Refunded(sql), Captured(sql), RefundedOfHolds(sql), Shares(sql), ClawedBack(sql), ClawedWithin(sql),
    ];

    /// <summary>Reversed and confirmed at most once, and as many earnings as name the purchase; each mark is on a
    /// journal. A hold that ran out, which the ledger then released, wallet by wallet, has the mark of a
    /// reversal.</summary>
    private static BooksStatement Marks(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT m.id, m.reversals, m.reversed, m.named, m.earnings, m.confirmations, m.confirmed, m.units,
            CASE WHEN j.id IS NULL THEN 0 ELSE 1 END AS stands, COALESCE(j.kind, 0) AS kind
        FROM (
            SELECT id, SUM(reversals) AS reversals, MAX(reversed) AS reversed, SUM(named) AS named,
                MAX(earnings) AS earnings,
                SUM(confirmations) AS confirmations, MAX(confirmed) AS confirmed, MAX(units) AS units
            FROM (
                SELECT corrects AS id, CASE WHEN kind IN ({Kinds(JournalKind.Reverse, JournalKind.Release)}) THEN 1
                    ELSE 0 END AS reversals,
                    {One("kind", JournalKind.Earn)} AS named,
                    {One("kind", JournalKind.Confirm)} AS confirmations, 0 AS reversed, 0 AS earnings, 0 AS confirmed,
                        0 AS units
                FROM {sql.Table("outcomes")} AS o WHERE refused IS NULL AND corrects IS NOT NULL
                    AND (kind IN ({Kinds(JournalKind.Reverse, JournalKind.Earn, JournalKind.Confirm)})
                        OR (kind = {(int)JournalKind.Release}
                            AND principal = '{Principal.Ledger}')){About(sql, "corrects")}
                UNION ALL
                SELECT journal_id, 0, 0, 0, CASE WHEN {sql.IsTrue("reversed")} THEN 1 ELSE 0 END, earnings,
                    CASE WHEN {sql.IsTrue("confirmed")} THEN 1 ELSE 0 END, units
                FROM {sql.Table("undone")} AS u WHERE 1 = 1{About(sql, "journal_id")}) AS both_sides
            GROUP BY id) AS m
        LEFT JOIN {sql.Table("outcomes")} AS j ON j.id = m.id AND j.refused IS NULL
        """,
        new("reversal's mark", $"CASE WHEN kind = {(int)JournalKind.Hold} AND reversals > 1 THEN 1 ELSE reversals END",
            "reversed"),
        new("earnings of a purchase", "named", "earnings"),
        new("confirmation's mark", $"CASE WHEN kind = {(int)JournalKind.Hold} THEN confirmed ELSE confirmations END",
            "confirmed"),
        new("undone journal", "1", "stands"),
        new("undone units",
            $"CASE WHEN kind IN ({Spendings}, {Kinds(JournalKind.Earn, JournalKind.Hold)}) THEN units ELSE 0 END",
            "units"))
    { Id = sql.IdText("id") };

    /// <summary>Of a spending: what its refunds gave back, and no more than it took; nothing where it was
    /// reversed.</summary>
    private static BooksStatement Refunded(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT id, {sql.Sum("refunded")} AS refunded, {sql.Sum("stated")} AS stated, {sql.Sum("redeemed")} AS redeemed,
            MAX(reversed) AS reversed
        FROM (
            SELECT o.corrects AS id, {sql.Wide("0")} - e.units AS refunded, 0 AS stated, 0 AS redeemed, 0 AS reversed
            FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind = {(int)AccountKind.Redeemed}
            WHERE o.kind = {(int)JournalKind.Refund} AND o.refused IS NULL
                AND o.corrects IS NOT NULL{About(sql, "o.corrects")}
            UNION ALL
            SELECT u.journal_id, 0, u.units, 0, CASE WHEN {sql.IsTrue("u.reversed")} THEN 1 ELSE 0 END
            FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("outcomes")} AS o ON o.id = u.journal_id
                AND o.kind IN ({Spendings}){About(sql, "u.journal_id")}
            UNION ALL
            SELECT u.journal_id, 0, 0, e.units, 0 FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("entries")} AS e ON e.journal_id = u.journal_id
                AND e.kind = {(int)AccountKind.Redeemed}{About(sql, "u.journal_id")}
            ) AS both_sides
        GROUP BY id
        """,
        new("refunded units", "refunded", "stated"),
        new("refunded at most", "CASE WHEN stated > redeemed THEN redeemed ELSE stated END", "stated"),
        BooksComparison.Never("refunded or reversed", "reversed = 1 AND stated <> 0"))
    { Id = sql.IdText("id") };

    /// <summary>Of what was set aside for a payment across brands: the redeemed units of its captures.</summary>
    private static BooksStatement Captured(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT id, {sql.Sum("captured")} AS captured, {sql.Sum("stated")} AS stated
        FROM (
            SELECT o.corrects AS id, e.units AS captured, 0 AS stated FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind = {(int)AccountKind.Redeemed}
            WHERE o.kind = {(int)JournalKind.Exchange} AND o.refused IS NULL
                AND o.corrects IS NOT NULL{About(sql, "o.corrects")}
            UNION ALL
            SELECT u.journal_id, 0, u.units FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("outcomes")} AS o ON o.id = u.journal_id
                AND o.kind = {(int)JournalKind.Hold}{About(sql, "u.journal_id")}
            ) AS both_sides
        GROUP BY id
        """,
        new BooksComparison("captured units", "captured", "stated"))
    { Id = sql.IdText("id") };

    /// <summary>Of what was set aside for a payment across brands: the redeemed units that refunds and reversals of its
    /// captures gave back.</summary>
    private static BooksStatement RefundedOfHolds(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT id, {sql.Sum("refunded")} AS refunded, {sql.Sum("stated")} AS stated
        FROM (
            SELECT c.corrects AS id, {sql.Wide("0")} - e.units AS refunded, 0 AS stated
                FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("outcomes")} AS c ON c.id = o.corrects AND c.kind = {(int)JournalKind.Exchange}
                AND c.corrects IS NOT NULL
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind = {(int)AccountKind.Redeemed}
            WHERE o.kind IN ({Kinds(JournalKind.Refund, JournalKind.Reverse)})
                AND o.refused IS NULL{Families(sql, "c.corrects")}
            UNION ALL
            SELECT u.journal_id, 0, u.refunded FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("outcomes")} AS o ON o.id = u.journal_id
                AND o.kind = {(int)JournalKind.Hold}{Families(sql, "u.journal_id")}
            ) AS both_sides
        GROUP BY id
        """,
        new BooksComparison("refunded units of a hold", "refunded", "stated"))
    { Id = sql.IdText("id") };

    /// <summary>Of a payment with its refunds and reversals, and of a hold with all its captures and theirs: what the
    /// alliance kept, fee and rounding, is not negative.</summary>
    private static BooksStatement Shares(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT family, {sql.Sum("units")} AS kept
        FROM (
            SELECT COALESCE(p.corrects, p.id) AS family, e.units FROM {sql.Table("outcomes")} AS p
            JOIN {sql.Table("entries")} AS e ON e.journal_id = p.id AND e.kind IN ({(int)AccountKind.Fees},
                {(int)AccountKind.Rounding})
            WHERE p.kind = {(int)JournalKind.Exchange}
                AND p.refused IS NULL{Families(sql, "COALESCE(p.corrects, p.id)")}
            UNION ALL
            SELECT COALESCE(p.corrects, p.id), e.units FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("outcomes")} AS p ON p.id = o.corrects AND p.kind = {(int)JournalKind.Exchange}
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind IN ({(int)AccountKind.Fees},
                {(int)AccountKind.Rounding})
            WHERE o.refused IS NULL{Families(sql, "COALESCE(p.corrects, p.id)")}) AS kept_of
        GROUP BY family
        """,
        BooksComparison.Never("alliance's share", "kept < 0"))
    { Id = sql.IdText("family") };

    /// <summary>In a range: only payments, or their holds, that its journals book, refund or reverse.</summary>
    private static string Families(BooksDialect sql, string family) => sql.Range.IsWhole ? "" :
        $"""
         AND {family} IN (
            SELECT COALESCE(r.corrects, r.id) FROM {sql.Outcomes} AS r WHERE r.kind = {(int)JournalKind.Exchange}
            UNION SELECT COALESCE(q.corrects, q.id) FROM {sql.Table("outcomes")} AS q
                WHERE q.kind = {(int)JournalKind.Exchange} AND q.id IN ({Corrected(sql)}))
        """;

    /// <summary>Of earnings: what clawbacks of them took, and refunds and reversals of their purchase. Those do not say
    /// how much of which earning, so the earnings of one purchase in one coin are summed.</summary>
    private static BooksStatement ClawedBack(BooksDialect sql) => new("journals/{0} {1}",
        $"""
        SELECT family, asset, {sql.Sum("clawed")} AS clawed, {sql.Sum("stated")} AS stated
        FROM (
            SELECT CASE WHEN p.kind = {(int)JournalKind.Earn} THEN COALESCE(p.corrects, p.id) ELSE p.id END AS family,
                e.asset,
                e.units AS clawed, 0 AS stated
            FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("outcomes")} AS p ON p.id = o.corrects AND p.kind IN ({Spendings}, {(int)JournalKind.Earn})
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind = {(int)AccountKind.ClawedBack}
            WHERE o.refused IS NULL
                AND o.kind IN ({Kinds(JournalKind.Clawback, JournalKind.Refund, JournalKind.Reverse)})
                {Relatives(sql)}
            UNION ALL
            SELECT COALESCE(p.corrects, p.id), e.asset, 0, u.units FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("outcomes")} AS p ON p.id = u.journal_id AND p.kind = {(int)JournalKind.Earn}
            JOIN {sql.Table("entries")} AS e ON e.journal_id = p.id AND e.kind = {(int)AccountKind.Issued}
            WHERE 1 = 1 {Relatives(sql)}) AS both_sides
        GROUP BY family, asset
        """,
        new BooksComparison("clawed back of earnings", "clawed", "stated"))
    { Id = sql.IdText("family"), Detail = "asset" };

    /// <summary>Of each earning: no less than the clawbacks that name it took, and no more than it gave.</summary>
    private static BooksStatement ClawedWithin(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT id, {sql.Sum("clawed")} AS clawed, {sql.Sum("stated")} AS stated, {sql.Sum("earned")} AS earned
        FROM (
            SELECT o.corrects AS id, e.units AS clawed, 0 AS stated, 0 AS earned FROM {sql.Table("outcomes")} AS o
            JOIN {sql.Table("entries")} AS e ON e.journal_id = o.id AND e.kind = {(int)AccountKind.ClawedBack}
            WHERE o.refused IS NULL AND o.kind = {(int)JournalKind.Clawback}
                AND o.corrects IS NOT NULL{About(sql, "o.corrects")}
            UNION ALL
            SELECT u.journal_id, 0, u.units, 0 FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("outcomes")} AS p ON p.id = u.journal_id
                AND p.kind = {(int)JournalKind.Earn}{About(sql, "u.journal_id")}
            UNION ALL
            SELECT u.journal_id, 0, 0, {sql.Wide("0")} - e.units FROM {sql.Table("undone")} AS u
            JOIN {sql.Table("entries")} AS e ON e.journal_id = u.journal_id
                AND e.kind = {(int)AccountKind.Issued}{About(sql, "u.journal_id")}
            ) AS both_sides
        GROUP BY id
        """,
        new("clawed back at least", "CASE WHEN stated < clawed THEN clawed ELSE stated END", "stated"),
        new("clawed back at most", "CASE WHEN stated > earned THEN earned ELSE stated END", "stated"))
    { Id = sql.IdText("id") };

    /// <summary>In a range: only rows about journals that its own are about.</summary>
    private static string About(BooksDialect sql, string id) =>
        sql.Range.IsWhole ? "" : $" AND {id} IN ({Corrected(sql)})";

    private static string Corrected(BooksDialect sql) =>
        $"SELECT r.corrects FROM {sql.Outcomes} AS r WHERE r.refused IS NULL AND r.corrects IS NOT NULL";

    /// <summary>In a range: only earnings of the purchases that it undid, and whatever else took from them. <c>p</c> is
    /// an earning or its purchase.</summary>
    private static string Relatives(BooksDialect sql)
    {
        if (sql.Range.IsWhole)
            return "";
        var purchases =
            $"SELECT q.corrects FROM {sql.Table("outcomes")} AS q WHERE q.kind = {(int)JournalKind.Earn} AND q.id IN "
            + $"({Corrected(sql)})";
        return $"AND (p.id IN ({Corrected(sql)}) OR p.id IN ({purchases}) OR p.corrects IN ({Corrected(sql)}) OR "
            + $"p.corrects IN ({purchases}))";
    }

    private static string One(string column, JournalKind kind) => $"CASE WHEN {column} = {(int)kind} THEN 1 ELSE 0 END";
}
