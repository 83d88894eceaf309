using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Tallies are what their entries sum up to, and a bundle's parts stand where its head stands.</summary>
internal static partial class BooksSql
{
    private static readonly string Heads = Kinds(JournalKind.Program, JournalKind.Reward);

    public static IEnumerable<BooksStatement> Tallies(BooksDialect sql) =>
        [TallySums(sql), TallyJournals(sql), BundleHeads(sql)];

    /// <summary>Each tally is the sum of its entries, and none is without them but at 0.</summary>
    private static BooksStatement TallySums(BooksDialect sql) => new("tally {0}",
        $"""
        SELECT id, {sql.Sum("stated")} AS stated, {sql.Sum("moved")} AS moved
        FROM (
            SELECT id, units AS stated, 0 AS moved FROM {sql.Table("tallies")} AS t
            UNION ALL
            SELECT tally_id, 0, units FROM {sql.Table("tally_entries")} AS e) AS both_sides
        GROUP BY id
        """,
        new BooksComparison("tally", "moved", "stated"))
    { Id = sql.IdText("id") };

    /// <summary>Only decisions of programmes move tallies.</summary>
    private static BooksStatement TallyJournals(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT e.journal_id AS id, CASE WHEN o.id IS NULL THEN 0 ELSE 1 END AS stands
        FROM {sql.Table("tally_entries")} AS e
        LEFT JOIN {sql.Table("outcomes")} AS o ON o.id = e.journal_id AND o.refused IS NULL AND o.kind IN ({Heads})
        """,
        new BooksComparison("tally's journal", "1", "stands"))
    { Id = sql.IdText("id") };

    /// <summary>A part was committed with the head that it names.</summary>
    private static BooksStatement BundleHeads(BooksDialect sql) => new("journals/{0}",
        $"""
        SELECT o.id, CASE WHEN h.id IS NULL THEN 0 ELSE 1 END AS stands,
            CASE WHEN {sql.GroupOf("o.id")} = {sql.GroupOf("o.bundle")} THEN 1 ELSE 0 END AS together
        FROM {sql.Table("outcomes")} AS o
        LEFT JOIN {sql.Table("outcomes")} AS h ON h.id = o.bundle AND h.refused IS NULL AND h.kind IN ({Heads})
        WHERE o.bundle IS NOT NULL
        """,
        new("bundle's head", "1", "stands"), new("bundle's group", "1", "together"))
    { Id = sql.IdText("id") };
}
