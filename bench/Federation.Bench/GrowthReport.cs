using Npgsql;
using Spectre.Console;

namespace Federation.Bench;

/// <summary>A million journals, or a part.</summary>
/// <param name="Journals">How many there were then.</param>
/// <param name="Counted">How many of them are this step's.</param>
/// <param name="PerSecond">How fast they were posted.</param>
/// <param name="P50Ms">The median latency of a command.</param>
/// <param name="P99Ms">What one command of a hundred exceeded.</param>
/// <param name="DatabaseBytes">How large the database was then.</param>
/// <param name="WorkingSetMib">What the node had resident then.</param>
/// <param name="ManagedMib">What its managed heap held then.</param>
internal sealed record GrowthStep(
    long Journals, long Counted, double PerSecond, double P50Ms, double P99Ms, long DatabaseBytes, double? WorkingSetMib, double ManagedMib);

/// <summary>A table, or one of its indexes.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The index; null for the table's own rows.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record TableSize(string Table, string? Index, long Bytes)
{
    public static async Task<IReadOnlyList<TableSize>> ReadAsync(NpgsqlDataSource source)
    {
        // Rows and all that belongs to them; then each index.
        await using var command = source.CreateCommand(
            """
            SELECT c.relname, NULL, pg_table_size(c.oid) FROM pg_class c WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r'
            UNION ALL
            SELECT c.relname, i.relname, pg_relation_size(i.oid) FROM pg_index x
            JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
            WHERE c.relnamespace = 'ledger'::regnamespace
            ORDER BY 1, 2 NULLS FIRST
            """);
        var sizes = new List<TableSize>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            sizes.Add(new TableSize(reader.GetString(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1), reader.GetInt64(2)));
        return sizes;
    }
}

/// <summary>What growing came to.</summary>
internal sealed record GrowthResult
{
    public required int Wallets { get; init; }

    public required double OpeningPerSecond { get; init; }

    public required IReadOnlyList<GrowthStep> Steps { get; init; }

    /// <summary>Counted in the database at the end, the openings included.</summary>
    public required long Journals { get; init; }

    /// <summary>The database once the wallets were open.</summary>
    public required long BytesBefore { get; init; }

    public required IReadOnlyList<TableSize> Tables { get; init; }

    public required ReadLatency ReadBefore { get; init; }

    public required ReadLatency ReadAfter { get; init; }

    public required double LotsPerWallet { get; init; }

    /// <summary>The most that this process had resident: the ledger, its database driver and what makes the load.</summary>
    public required double? PeakMib { get; init; }

    public required double ManagedPeakMib { get; init; }

    /// <summary>The last whole step's rate to the first one's.</summary>
    public double? EndToStart => Steps.Where(s => s.Counted * 2 >= Steps[0].Counted).ToList() is { Count: > 1 } whole
        ? whole[^1].PerSecond / whole[0].PerSecond : null;

    /// <summary>All tables and indexes of the books over all journals.</summary>
    public double BytesPerJournal => Tables.Sum(t => t.Bytes) / (double)Journals;
}

/// <summary>Tells people how the books grew.</summary>
internal static class GrowthReport
{
    public static void Print(GrowthResult result)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        Show(["journals", "per second", "p50 ms", "p99 ms", "database MiB", "resident MiB", "managed MiB"], result.Steps.Select(s => new[]
        {
            $"{s.Journals:N0}", $"{s.PerSecond:N0}", $"{s.P50Ms:N1}", $"{s.P99Ms:N1}", $"{s.DatabaseBytes >> 20:N0}",
            $"{s.WorkingSetMib:N0}", $"{s.ManagedMib:N0}",
        }));
        Show(["table", "index", "MiB", "bytes per journal"], result.Tables.Where(t => t.Bytes > 1 << 20).Select(t => new[]
        {
            t.Table, t.Index ?? "(rows)", $"{t.Bytes / 1048576.0:N1}", $"{t.Bytes / (double)result.Journals:N1}",
        }));
        Console.WriteLine($"{result.Journals:N0} journals over {result.Wallets:N0} wallets with {result.LotsPerWallet:N1} lots each; "
            + $"{result.OpeningPerSecond:N0}/s while the wallets were opened.");
        Tell("rate at the end / at the start", result.EndToStart, "0.00", "at least 0.7", found => found >= 0.7);
        Tell("bytes per journal, with indexes", result.BytesPerJournal, "N0", "at most 1,024", found => found <= 1024);
        Console.WriteLine($"wallet read, {result.ReadBefore.PerSecond:N0}/s before and {result.ReadAfter.PerSecond:N0}/s after: p50 "
            + $"{result.ReadBefore.P50Ms:N2} -> {result.ReadAfter.P50Ms:N2} ms, p99 {result.ReadBefore.P99Ms:N2} -> {result.ReadAfter.P99Ms:N2} ms, "
            + $"p99.9 {result.ReadBefore.P999Ms:N2} -> {result.ReadAfter.P999Ms:N2} ms");
        Tell("most memory of the node and of the load in it, MiB", result.PeakMib, "N0", "at most 512", found => found <= 512);
    }

    private static void Tell(string what, double? found, string format, string aim, Func<double, bool> met) => Console.WriteLine(
        $"{what}: {found?.ToString(format, null) ?? "too few steps"} (aim: {aim}){(found is { } value && !met(value) ? "  MISSED" : "")}");

    private static void Show(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        foreach (var column in table.Columns.Where(c => c != table.Columns[0]))
            column.Alignment(columns[0] == "table" && column == table.Columns[1] ? Justify.Left : Justify.Right);
        foreach (var row in rows)
            table.AddRow(row);
        AnsiConsole.Write(table);
    }
}
