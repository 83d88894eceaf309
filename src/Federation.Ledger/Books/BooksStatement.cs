namespace Federation.Ledger;

/// <summary>One question to the books: rows, each with what it should say beside what it says. The database compares,
/// and answers the rows that differ.</summary>
/// <param name="Subject">How a row is named in the answer: {0} is its id, {1} its detail.</param>
/// <param name="Source">SQL that gives the rows: a SELECT.</param>
/// <param name="Comparisons">What is compared in each row.</param>
internal sealed record BooksStatement(string Subject, string Source, params BooksComparison[] Comparisons)
{
    /// <summary>The column of the source that names the row, as text.</summary>
    public required string Id { get; init; }

    /// <summary>The column that says more of the row, as text; null where nothing does.</summary>
    public string? Detail { get; init; }

    public string ToSql(BooksDialect dialect)
    {
        var columns =
            string.Join(", ", Comparisons.Select(c => $"{dialect.Text(c.Expected)}, {dialect.Text(c.Found)}"));
        var differs = string.Join(" OR ", Comparisons.Select(c => $"({c.Expected}) <> ({c.Found})"));
        return dialect.First(BooksCheck.MaxDiscrepancies,
            $"{Id}, {Detail ?? "''"}, {columns} FROM ({Source}) AS compared WHERE {differs}");
    }
}
