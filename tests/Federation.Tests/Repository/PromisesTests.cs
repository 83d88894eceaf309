using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Tests;

/// <summary>The table of promises in docs/security.md names tests that there are.</summary>
public sealed partial class PromisesTests
{
    private static readonly string Root = SourceTree.Root;

    [Fact]
    public void Promises_NameTestsThatExist()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "security.md"));
        var start = page.IndexOf("## Promises and the tests that hold them", StringComparison.Ordinal);
        var table = page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
        var rows = table.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)
            && !l.StartsWith("| promise", StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count > 50, $"there are {rows.Count} promises");
        Assert.All(rows, row => Assert.NotEmpty(Name().Matches(row)));
        var missing = rows.SelectMany(row => Name().Matches(row).Select(m => m.Groups[1].Value)).Distinct()
            .Where(name => !Exists(name)).ToList();
        Assert.True(missing.Count == 0, "There is no " + string.Join(", ", missing));
    }

    /// <summary>Whether the project of the test has its class and its method: a test of an abstract class is run by
    /// those that derive from it.</summary>
    private static bool Exists(string test)
    {
        var words = test.Split('.');
        var (type, method) = (words[^2], words[^1]);
        var folder = words[0] == "Scenarios" || words[0] == "Tests" ? "Federation." + words[0]
            : $"Federation.{words[0]}.Tests";
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "tests", folder), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();
        return sources.Exists(s => Regex.IsMatch(s, $@"\bclass {Regex.Escape(type)}\b"))
            && sources.Exists(s => Regex.IsMatch(s, $@"public (async Task|Task|void) {Regex.Escape(method)}\("));
    }

    [GeneratedRegex(@"`([A-Z][A-Za-z0-9.]+\.[A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
