namespace Federation.Ledger;

/// <summary>The log: groups without gaps, each with the outcomes that it says.</summary>
internal static partial class BooksSql
{
    public static IEnumerable<BooksStatement> Log(BooksDialect sql) =>
    [
        new("group {0}",
            $"""
            SELECT g.number FROM {sql.Groups} AS g WHERE g.number > {Math.Max(1, sql.Range.First)}
                AND NOT EXISTS (SELECT 1 FROM {sql.Table("groups")} AS p WHERE p.number = g.number - 1)
            """,
            new BooksComparison("log gap", "1", "0")) { Id = sql.Text("number - 1") },
        new("group {0}",
            $"""
            SELECT g.number, g.first_leaf, COALESCE(p.first_leaf + p.outcomes, 0) AS leaves_before
            FROM {sql.Groups} AS g LEFT JOIN {sql.Table("groups")} AS p ON p.number = g.number - 1
            WHERE g.number = 1 OR p.number IS NOT NULL
            """,
            new BooksComparison("log first leaf", "first_leaf", "leaves_before")) { Id = sql.Text("number") },
        Members(sql),
    ];

    /// <summary>The outcomes of a group bear its id with their places, from 0 on without gaps, and are not dated before
    /// it. An outcome without a group is one of group 0.</summary>
    private static BooksStatement Members(BooksDialect sql) => new("group {0}, ids {1}",
        $"""
        SELECT prefix, MAX(number) AS number, MAX(stated) AS stated, {sql.Sum("outcome")} AS outcomes,
            MAX(place) AS place,
            MIN(outcome_time) AS outcome_time, MAX(group_time) AS group_time
        FROM (
            SELECT {sql.Prefix("id")} AS prefix, 0 AS number, 0 AS stated, 1 AS outcome, {sql.Place("id")} AS place,
                time AS outcome_time,
                NULL AS group_time
            FROM {sql.Outcomes} AS o
            UNION ALL
            SELECT {sql.Prefix("id")}, number, CASE WHEN number > 0 THEN outcomes ELSE 0 END, 0, NULL, NULL, time
            FROM {(sql.Range.IsWhole ? sql.Table("groups") : sql.Groups)} AS g) AS both_sides
        GROUP BY prefix
        """,
        new("log outcomes", "outcomes", "stated"),
        BooksComparison.Never(
            "log places", $"outcomes > 0 AND stated = outcomes AND place <> {sql.PlaceOf("stated - 1")}"),
        BooksComparison.Never("log time", "outcome_time < group_time"))
    { Id = sql.Text("number"), Detail = sql.PrefixText("prefix") };
}
