using System.Globalization;
using System.Reflection;

namespace Federation.Testing;

/// <summary>The first of the sample's purchases, which were really made.</summary>
public sealed class SamplePurchases
{
    private readonly IReadOnlyList<string> lines;

    private SamplePurchases(IReadOnlyList<string> lines) => this.lines = lines;

    /// <summary>The number of the member that bought most, of those who bought at Aster, Cedar and Dune.</summary>
    public string Member => Rows.GroupBy(r => r[2])
        .Where(member => member.Select(r => r[4]).Intersect(["aster", "cedar", "dune"]).Count() == 3)
        .MaxBy(member => member.Count())!.Key;

    /// <summary>What was paid at a brand, in pounds, in the order in which it was; without refunds.</summary>
    public IEnumerable<decimal> AmountsAt(string brand) => Rows.Where(r => r[4] == brand)
        .Select(r => decimal.Parse(r[5], CultureInfo.InvariantCulture) / 100).Where(pounds => pounds > 0);

    private IEnumerable<string[]> Rows => lines.Skip(1).Select(l => l.Split(','));

    public static SamplePurchases First(int count) => new(
        [.. File.ReadLines(Path.Combine(SourceTree.Root, "samples", "real-purchases", "purchases.csv"))
            .Take(1 + count)]);

    /// <summary>Replays them through a gateway, with <c>federation replay</c>, which the program that calls this must
    /// refer to.</summary>
    /// <param name="grpc">The gateway's gRPC address.</param>
    /// <param name="credentials">The alliance's file of credentials; the brands' are added to it.</param>
    public async Task ReplayAsync(string grpc, string credentials)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, lines);
        // As this program runs, which has more of what the command needs in its framework.
        var program = Assembly.GetEntryAssembly()!.GetName().Name;
        await Executable.RunAsync(
            "dotnet", "exec", "--runtimeconfig", Beside($"{program}.runtimeconfig.json"), "--depsfile",
            Beside($"{program}.deps.json"), Beside("Federation.Cli.dll"), "replay", file, "--address", grpc,
            "--credentials", credentials);
        File.Delete(file);
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
