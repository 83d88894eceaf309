using System.Globalization;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>
/// Re-derives everything from the entries and compares, and holds the references that the hot tables have no foreign
/// keys for. The database sums and compares; what comes here is what differs, and sums per account of the system. To be
/// run within a <see cref="ReadSnapshot"/>.
/// </summary>
internal sealed partial class BooksCheck(LedgerDb db, IProgress<CheckBooksStep>? progress = null)
{
    public const int MaxDiscrepancies = 100;

    private readonly List<Discrepancy> found = [];

    /// <param name="first">The first group of the range, or 0.</param>
    /// <param name="last">The last group of the range, or 0; the whole books where both are 0.</param>
    /// <param name="cancel">Ends the check early.</param>
    public async Task<CheckBooksResponse> RunAsync(long first, long last, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(BooksRows.Longest);
        var head = await db.LogHead.Select(h => h.Number).SingleAsync(cancel);
        var sql = new BooksDialect(db, BooksRange.Of(first, last, head));
        if (sql.Settings is { } settings)
            await db.Database.ExecuteSqlRawAsync(settings, cancel);
        var steps = StepsOf(sql);
        for (var i = 0; i < steps.Count; i++)
        {
            progress?.Report(new CheckBooksStep
            {
                Name = steps[i].Name,
                Number = i + 1,
                Count = steps.Count,
                Discrepancies = found.Count
            });
            await steps[i].Run(cancel);
        }
        var response = new CheckBooksResponse
        {
            Balanced = found.Count == 0,
            GroupNumber = sql.Range.IsWhole ? head : sql.Range.Last,
        };
        response.Discrepancies.AddRange(found);
        await CountAsync(sql, response, cancel);
        return response;
    }

    private List<(string Name, Func<CancellationToken, Task> Run)> StepsOf(BooksDialect sql)
    {
        var steps = new List<(
            string, Func<CancellationToken, Task>)> { ("journals", c => AskAsync(sql, BooksSql.Journals(sql), c)) };
        if (sql.Range.IsWhole)
        {
            steps.Add(("wallets", c => AskAsync(sql, BooksSql.WalletRows(sql), c)));
            steps.Add(("lots", c => AskAsync(sql, BooksSql.Lots(sql), c)));
            steps.Add(("holds", c => AskAsync(sql, BooksSql.Holds(sql), c)));
            steps.Add(("tallies", c => AskAsync(sql, BooksSql.Tallies(sql), c)));
            steps.Add(("totals", c => TotalsAsync(sql, c)));
            steps.Add(("authorizations", AuthorizationsAsync));
        }
        steps.Add(("running balances", c => AskAsync(sql, BooksSql.RunningBalances(sql), c)));
        steps.Add(("undoings", c => AskAsync(sql, BooksSql.Undone(sql), c)));
        steps.Add(("log", c => LogAsync(sql, c)));
        return steps;
    }

    private void Compare(string check, string subject, Int128 expected, Int128 actual)
    {
        if (expected != actual && found.Count < MaxDiscrepancies)
            found.Add(new Discrepancy
            {
                Check = check,
                Subject = subject,
                ExpectedUnits = long.CreateSaturating(expected),
                FoundUnits = long.CreateSaturating(actual),
            });
    }

    private async Task AskAsync(BooksDialect sql, IEnumerable<BooksStatement> statements, CancellationToken cancel)
    {
        foreach (var statement in statements)
        {
            var rows = await db.AskAsync(statement.ToSql(sql), 2 + (2 * statement.Comparisons.Length), cancel);
            foreach (
                var row in rows.OrderBy(r => r[0], StringComparer.Ordinal).ThenBy(r => r[1], StringComparer.Ordinal))
            {
                var subject =
                    string.Format(CultureInfo.InvariantCulture, statement.Subject, Name(row[0]), Name(row[1]));
                for (var i = 0; i < statement.Comparisons.Length; i++)
                    Compare(statement.Comparisons[i].Check, subject,
                        BooksNumber.Parse(row[2 + (2 * i)]), BooksNumber.Parse(row[3 + (2 * i)]));
            }
        }
    }

    /// <summary>An id as everybody writes it, however the database does; all else as it is.</summary>
    private static string Name(string text) =>
        text.Length >= 32 && Guid.TryParse(text, out var id) ? id.ToString("D") : text;

    private async Task CountAsync(BooksDialect sql, CheckBooksResponse response, CancellationToken cancel)
    {
        var wallets = sql.Range.IsWhole
            ? $"(SELECT {sql.Count} FROM {sql.Table("wallets")})"
            : $"(SELECT COUNT(DISTINCT wallet_id) FROM {sql.Entries} AS e)";
        var counts = (await db.AskAsync(
            $"""
            SELECT {sql.Text($"(SELECT {sql.Count} FROM {sql.Outcomes} AS o WHERE refused IS NULL)")},
                {sql.Text($"(SELECT {sql.Count} FROM {sql.Entries} AS e)")}, {sql.Text(wallets)}
            """, 3, cancel))[0];
        response.Journals = long.Parse(counts[0], CultureInfo.InvariantCulture);
        response.Entries = long.Parse(counts[1], CultureInfo.InvariantCulture);
        response.Wallets = long.Parse(counts[2], CultureInfo.InvariantCulture);
    }
}
