using System.Diagnostics;
using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>docs/programs-walk-through.md is true: its commands are run in order, and what they print is what the page
/// shows.</summary>
public sealed partial class WalkThroughTests
{
    private const string Page = "docs/programs-walk-through.md";

    [Fact]
    public async Task Page_RunInOrder_PrintsWhatItShows()
    {
        await using var deployment = await Deployment.OneAsync();
        await GivenSampleAllianceAsync(deployment);
        var folder = Directory.CreateTempSubdirectory("federation-walk-");
        try
        {
            var steps = Step().Matches(SourceTree.Read(Page));
            Assert.True(steps.Count > 15, $"only {steps.Count} steps were found");
            foreach (Match step in steps)
            {
                var printed = await RunAsync(deployment, folder.FullName, step.Groups[1].Value);
                if (step.Groups[2].Success)
                    Assert.Equal(Comparable(step.Groups[2].Value), Comparable(printed));
                else
                    Assert.DoesNotContain("Refused", printed, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        deployment.Errors.AssertNone();
    }

    /// <summary>The brands, the board and the last day of the sample alliance, with two of its purchases.</summary>
    private static async Task GivenSampleAllianceAsync(Deployment deployment)
    {
        var rows = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "purchases.csv"), TestContext.Current.CancellationToken);
        var some = Path.Combine(deployment.Folder, "some.csv");
        await File.WriteAllLinesAsync(some, [rows[0], rows[1], rows[^1]], TestContext.Current.CancellationToken);
        var replay = deployment.BeginReplay(some, Path.Combine(deployment.Folder, "summary.json"));
        Assert.True(await replay.EndAsync() == 0, replay.Output);
    }

    /// <summary>Runs the commands of a step in a shell; what they printed.</summary>
    private static async Task<string> RunAsync(Deployment deployment, string folder, string commands)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Spelled without blanks, a variable is called as a command is.
        start.Environment["federation"] = "federation";
        start.Environment["cli"] = Path.Combine(AppContext.BaseDirectory, "Federation.Cli.dll");
        start.Environment["address"] = deployment.Gateways[0];
        start.Environment["credentials"] = deployment.CredentialsFile;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($$"""
            exec 2>&1
            federation() { dotnet "$cli" "$@" --address "$address" --credentials "$credentials" </dev/null; }
            {{commands}}
            """);
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var printed = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return printed;
    }

    /// <summary>The lines with words, without what differs each time: random parts of names, and the width that they
    /// take.</summary>
    private static string Comparable(string printed) => string.Join('\n', Random().Replace(printed, "*").Split('\n')
        .Where(line => line.Any(char.IsLetterOrDigit)).Select(line => Blanks().Replace(line.Trim(), "  ")));

    /// <summary>Commands, and where the page shows it what they print.</summary>
    [GeneratedRegex(
        @"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Step();

    /// <summary>Digests, UUIDs, clients, and the version of the time zone data.</summary>
    [GeneratedRegex(@"[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|aster-[a-z2-7]{12}|""20\d\d[a-z]""")]
    private static partial Regex Random();

    [GeneratedRegex(@" {2,}")]
    private static partial Regex Blanks();
}
