using Spectre.Console;

namespace Federation.Bench;

/// <summary>Tells people how the books grew.</summary>
internal static class GrowthReport
{
    public static void Print(GrowthResult result)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        Show(["journals", "per second", "p50 ms", "p99 ms", "database MiB", "resident MiB", "managed MiB"],
            result.Steps.Select(s => new[]
        {
            $"{s.Journals:N0}", $"{s.PerSecond:N0}", $"{s.P50Ms:N1}", $"{s.P99Ms:N1}", $"{s.DatabaseBytes >> 20:N0}",
            $"{s.WorkingSetMib:N0}", $"{s.ManagedMib:N0}",
        }));
        Show(["table", "index", "MiB", "bytes per journal"], result.Tables.Where(t => t.Bytes > 1 << 20)
            .Select(t => new[]
        {
            t.Table, t.Index ?? "(rows)", $"{t.Bytes / 1048576.0:N1}", $"{t.Bytes / (double)result.Journals:N1}",
        }));
        Console.WriteLine(
            $"{result.Journals:N0} journals over {result.Wallets:N0} wallets with {result.LotsPerWallet:N1} lots each; "
            + $"{result.OpeningPerSecond:N0}/s while the wallets were opened.");
        Tell("rate at the end / at the start", result.EndToStart, "0.00", "at least 0.7", found => found >= 0.7);
        Tell("bytes per journal, with indexes", result.BytesPerJournal, "N0", "at most 1,024", found => found <= 1024);
        Console.WriteLine(
            $"wallet read, {result.ReadBefore.PerSecond:N0}/s before and {result.ReadAfter.PerSecond:N0}/s after: p50 "
            + $"{result.ReadBefore.P50Ms:N2} -> {result.ReadAfter.P50Ms:N2} ms, p99 {result.ReadBefore.P99Ms:N2} -> "
            + $"{result.ReadAfter.P99Ms:N2} ms, "
            + $"p99.9 {result.ReadBefore.P999Ms:N2} -> {result.ReadAfter.P999Ms:N2} ms");
        Tell("most memory of the node and of the load in it, MiB", result.PeakMib, "N0", "at most 512",
            found => found <= 512);
    }

    private static void Tell(string what, double? found, string format, string aim, Func<double, bool> met) =>
        Console.WriteLine(
        $"{what}: {found?.ToString(format, null) ?? "too few steps"} (aim: "
        + $"{aim}){(found is { } value && !met(value) ? "  MISSED" : "")}");

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
