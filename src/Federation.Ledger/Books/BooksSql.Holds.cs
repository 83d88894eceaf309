using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What is set aside: holds are what Hold journals booked to held coins, less what captures and releases took
/// from them, and with what refunds of captures set aside again.</summary>
internal static partial class BooksSql
{
    public static IEnumerable<BooksStatement> Holds(BooksDialect sql) => [Parts(sql), HeldOfLots(sql), Ends(sql)];

    private static BooksStatement Parts(BooksDialect sql) => new("wallet {0} holds/{1}",
        $"""
        SELECT wallet_id, hold_id, lot, {sql.Sum("held")} AS held, {sql.Sum("units")} AS units, MAX(parts) AS parts,
            MAX(strange) AS strange
        FROM (
            SELECT e.wallet_id, CASE WHEN o.kind = {(int)JournalKind.Hold} THEN o.id ELSE COALESCE(c.corrects,
                o.corrects) END AS hold_id,
                e.lot, e.units AS held, 0 AS units, 0 AS parts,
                CASE WHEN o.kind IN ({Kinds(JournalKind.Hold, JournalKind.Capture, JournalKind.Release, JournalKind.Exchange)})
                    OR c.id IS NOT NULL THEN 0 ELSE 1 END AS strange
            FROM {sql.Table("entries")} AS e JOIN {sql.Table("outcomes")} AS o ON o.id = e.journal_id
            LEFT JOIN {sql.Table("outcomes")} AS c ON c.id = o.corrects AND c.kind = {(int)JournalKind.Exchange}
                AND o.kind IN ({Kinds(JournalKind.Refund, JournalKind.Reverse)})
            WHERE e.kind = {Held}
            UNION ALL
            SELECT wallet_id, hold_id, lot, 0, units, 1, 0 FROM {sql.Table("holds")}) AS both_sides
        GROUP BY wallet_id, hold_id, lot
        """,
        new("hold", "held", "units"),
        new("hold not negative", "CASE WHEN units < 0 THEN 0 ELSE units END", "units"),
        BooksComparison.Never("empty hold", "parts = 1 AND units = 0"),
        BooksComparison.Never("held by another kind", "strange = 1"))
    { Id = sql.IdText("wallet_id"), Detail = sql.IdText("hold_id") };

    /// <summary>A lot's held coins are what the open holds set aside of it.</summary>
    private static BooksStatement HeldOfLots(BooksDialect sql) => new("wallet {0} lot {1}",
        $"""
        SELECT wallet_id, lot, {sql.Sum("units")} AS units, {sql.Sum("held")} AS held
        FROM (
            SELECT wallet_id, lot, units, 0 AS held FROM {sql.Table("holds")}
            UNION ALL
            SELECT wallet_id, lot, 0, held FROM {sql.Table("lots")} WHERE held <> 0) AS both_sides
        GROUP BY wallet_id, lot
        """,
        new BooksComparison("holds of a lot", "units", "held"))
    { Id = sql.IdText("wallet_id"), Detail = sql.Text("lot") };

    /// <summary>A hold ends when its journal says, or the last one that moved its end. Groups tell which was last:
    /// their numbers are in the order of commits, which ids are not quite.</summary>
    private static BooksStatement Ends(BooksDialect sql) => new("wallet {0} holds/{1}",
        $"""
        SELECT wallet_id, hold_id, until, said FROM (
            SELECT e.wallet_id, e.hold_id, e.until, e.said,
                ROW_NUMBER() OVER (PARTITION BY e.wallet_id, e.hold_id, e.lot ORDER BY g.number DESC,
                    {sql.Place("e.id")} DESC) AS place
            FROM (
                SELECT h.wallet_id, h.hold_id, h.lot, h.until, o.id, o.until AS said FROM {sql.Table("holds")} AS h
                JOIN {sql.Table("outcomes")} AS o ON o.id = h.hold_id AND o.refused IS NULL
                UNION ALL
                SELECT h.wallet_id, h.hold_id, h.lot, h.until, o.id, o.until FROM {sql.Table("holds")} AS h
                JOIN {sql.Table("outcomes")} AS o ON o.corrects = h.hold_id AND o.kind = {(int)JournalKind.ExtendHold}
                    AND o.refused IS NULL
                ) AS e
            JOIN {sql.Table("groups")} AS g ON g.id = {sql.GroupOf("e.id")}) AS ends
        WHERE place = 1
        """,
        BooksComparison.Never("hold's end", "until <> said"))
    { Id = sql.IdText("wallet_id"), Detail = sql.IdText("hold_id") };
}
