using System.Globalization;
using Federation.Hosting;

namespace Federation.Bench;

/// <summary>What is to be measured.</summary>
/// <param name="Schedule">How long.</param>
/// <param name="Database">On which database; the paths that name one are on that.</param>
/// <param name="Json">Where the figures go as well.</param>
/// <param name="Only">Beginnings of the names of the paths that are wanted; all where empty.</param>
/// <param name="Growth">Instead of the paths: what many journals do to the books.</param>
internal sealed record BenchOptions(
    Schedule Schedule, DatabaseKind Database, string? Json, string[] Only, GrowthOptions? Growth)
{
    /// <summary>Instead of the paths: the pages.</summary>
    public bool Pages { get; init; }

    /// <summary>After each run of a path: what it asked of PostgreSQL.</summary>
    public bool Statements { get; init; }

    private const string Usage = """
        bench/run.sh [--quick] [--database postgres|sqlite|sqlserver] [--only NAME,NAME] [--statements]
          [--json FILE]
          Measures the write paths side by side, durable commits, on a private database on this machine;
          SQL Server's is the one whose connection string FEDERATION_TEST_SQLSERVER holds.
          --quick     seconds of warming and counting, one run instead of three: for trying it out
          --database  which database the paths use that do not name one; default postgres
          --only      just the paths whose names begin so, for instance ledger,tpcb
          --statements  print after each run which statements PostgreSQL was asked, and their time; it slows the run
          --json      also write the figures to FILE
        bench/run.sh --growth [--journals 10000000] [--wallets 1000000] [--minutes 45] [--json FILE]
          Fills PostgreSQL with journals: the rate per million, bytes per journal, the reading of wallets, memory.
          --minutes   stops then, and tells what was reached
        bench/run.sh --pages [--only visits,loads,streams,desk-visits,desk-loads,progress] [--json FILE]
          Measures the wallet's pages in Chromium as on a phone, at 50 a second, and with 1,000 open streams; those of
          portal and console (desk) at 1280 px and 20 a second; and a simulation of the replayed year (progress).
        bench/run.sh --profile FILE ...
          Either, under Linux's perf; its record goes to FILE.
        """;

    /// <summary>No run of the paths takes longer; what was measured by then is reported. A small machine needs a
    /// quarter of it.</summary>
    public TimeSpan Limit => Schedule == Schedule.Full ? TimeSpan.FromMinutes(90) : TimeSpan.FromMinutes(30);

    public bool Wants(string path) => Only.Length == 0 || Only.Any(o => path.StartsWith(o, StringComparison.Ordinal));

    /// <summary>Whether a path may be wanted whose name begins so.</summary>
    public bool WantsAny(params string[] beginnings) => Only.Length == 0 || beginnings.Any(b => Only.Any(o =>
        b.StartsWith(o, StringComparison.Ordinal) || o.StartsWith(b, StringComparison.Ordinal)));

    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions(Schedule.Full, DatabaseKind.Postgres, null, [], null);
        var (growth, grows) = (new GrowthOptions(10_000_000, 1_000_000, TimeSpan.FromMinutes(45)), false);
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--quick": options = options with { Schedule = Schedule.Quick }; break;
                case "--pages": options = options with { Pages = true }; break;
                case "--statements": options = options with { Statements = true }; break;
                case "--growth": grows = true; break;
                case "--only" when next is not null: options = options with { Only = args[++i].Split(',') }; break;
                case "--json" when next is not null: options = options with { Json = args[++i] }; break;
                case "--database" when next is "postgres":
                    options =
                    options with { Database = DatabaseKind.Postgres }; i++; break;
                case "--database" when next is "sqlite":
                    options =
                    options with { Database = DatabaseKind.Sqlite }; i++; break;
                case "--database" when next is "sqlserver":
                    options = options with { Database = DatabaseKind.SqlServer };
                    i++;
                    break;
                case "--journals" when Number(next) is { } n: growth = growth with { Journals = n }; i++; break;
                case "--wallets" when Number(next) is { } n: growth = growth with { Wallets = n }; i++; break;
                case "--minutes" when Number(next) is { } n:
                    growth =
                    growth with { Limit = TimeSpan.FromMinutes(n) }; i++; break;
                default: Console.Error.WriteLine(Usage); return null;
            }
        }
        return options with { Growth = grows ? growth : null };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;
}
