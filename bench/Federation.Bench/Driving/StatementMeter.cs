using System.Text.RegularExpressions;
using Federation.Testing;
using Npgsql;
using Spectre.Console;

namespace Federation.Bench;

/// <summary>Which statements a run asked of PostgreSQL, by its extension pg_stat_statements: where a command's time in
/// the database goes.</summary>
internal sealed partial class StatementMeter(PostgresCluster cluster)
{
    /// <summary>What the server needs for it. It costs each statement some microseconds.</summary>
    public const string Settings = " -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=10000";

    private const int Shown = 25;
    private const int TextShown = 110;

    public async Task ResetAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "CREATE EXTENSION IF NOT EXISTS pg_stat_statements; SELECT pg_stat_statements_reset()", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Prints the statements that took the most time since then.</summary>
    /// <param name="path">What was run.</param>
    /// <param name="commands">How many commands it did.</param>
    public async Task PrintAsync(string path, double commands)
    {
        var table = new Table().Border(TableBorder.Simple)
            .Title($"{path}: statements of {commands:N0} commands, for each command")
            .AddColumns("µs", "calls", "rows", "WAL bytes", "statement");
        foreach (var column in table.Columns.SkipLast(1))
            column.Alignment(Justify.Right);
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT total_exec_time * 1000, calls::float8, rows::float8, wal_bytes::float8, query "
            + "FROM pg_stat_statements ORDER BY total_exec_time DESC", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var (sums, place) = (new double[4], 0);
        while (await reader.ReadAsync())
        {
            var figures = Enumerable.Range(0, sums.Length).Select(i => reader.GetDouble(i) / commands).ToArray();
            for (var i = 0; i < sums.Length; i++)
                sums[i] += figures[i];
            if (place++ < Shown)
                Add(table, figures, Spaces().Replace(reader.GetString(sums.Length), " "));
        }
        Add(table, sums, $"all {place} statements");
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, TextShown + 60);
        AnsiConsole.Write(table);
    }

    private static void Add(Table table, double[] figures, string text) => table.AddRow(
        $"{figures[0]:N1}", $"{figures[1]:N3}", $"{figures[2]:N3}", $"{figures[3]:N0}",
        Markup.Escape(text.Length <= TextShown ? text : text[..TextShown] + " ..."));

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
        await connection.OpenAsync();
        return connection;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
