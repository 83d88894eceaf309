using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Federation.Testing.SourceTree;

namespace Federation.Tests;

/// <summary>The repository's own rules: who references whom, how large things are, which names are not used.</summary>
public sealed partial class TidyTests
{
    /// <summary>docs/architecture.md, "Who may reference whom".</summary>
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Federation"] = [],
        ["Federation.Protos"] = [],
        ["Federation.Hosting"] = ["Federation", "Federation.Protos"],
        ["Federation.Gateway"] = ["Federation.Hosting"],
        ["Federation.Ledger"] = ["Federation", "Federation.Protos", "Federation.Hosting"],
        ["Federation.Exchange"] = ["Federation", "Federation.Protos", "Federation.Hosting"],
        ["Federation.Accounts"] = ["Federation", "Federation.Protos", "Federation.Hosting"],
        ["Federation.Partners"] = ["Federation", "Federation.Protos", "Federation.Hosting"],
        ["Federation.Identity"] = ["Federation", "Federation.Protos", "Federation.Hosting", "Federation.Design"],
        ["Federation.Rules"] = ["Federation", "Federation.Protos"],
        ["Federation.Programs"] = ["Federation", "Federation.Protos", "Federation.Hosting", "Federation.Rules"],
        ["Federation.Rewards"] = ["Federation", "Federation.Protos", "Federation.Hosting", "Federation.Rules"],
        ["Federation.Messages"] = ["Federation", "Federation.Protos", "Federation.Hosting"],
        ["Federation.Host"] =
        [
            "Federation.Hosting", "Federation.Gateway", "Federation.Ledger", "Federation.Exchange",
            "Federation.Accounts",
            "Federation.Partners", "Federation.Identity", "Federation.Programs", "Federation.Rewards",
            "Federation.Messages",
            "Federation.Web",
        ],
        ["Federation.Design"] = [],
        ["Federation.Web"] =
        [
            "Federation", "Federation.Protos", "Federation.Client", "Federation.Design", "Federation.Hosting",
        ],
        ["Federation.Client"] = ["Federation", "Federation.Protos"],
        ["Federation.Cli"] = ["Federation.Client", "Federation.Ledger", "Federation.Rules"],
    };

    /// <summary>Ends of names that say nothing, and what to write.</summary>
    private static readonly Dictionary<string, string> EmptyWords = new(StringComparer.Ordinal)
    {
        ["Util"] = "the noun that the methods are about, as in Uuids",
        ["Helper"] = "what it makes or answers, as in MemberArguments",
        ["Manager"] = "what it keeps, as in SnapshotHolder, or does, as in TableSweeper",
        ["Common"] = "the room or the type to which each part of it belongs",
        ["Base"] = "the kind that all of them are, as in TableSweep",
        ["Processor"] = "the verb's noun, as in LedgerWriter",
        ["Info"] = "the noun alone, as in LotTerms",
    };

    [Fact]
    public void Projects_ReferenceOnlyWhatTheTableAllows()
    {
        var product = Files("*.csproj").Where(
            p => !p.Contains("/tests/", StringComparison.Ordinal) && !p.Contains("/bench/", StringComparison.Ordinal));
        foreach (var project in product)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(MayReference.TryGetValue(name, out var allowed), $"{name} is not in the table of references.");
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.All(references, r => Assert.Contains(r, allowed));
        }
    }

    [Fact]
    public void Solution_NamesEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Root, "Federation.sln"));
        Assert.All(Files("*.csproj"), p => Assert.Contains(Path.GetFileName(p), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_AreOfAReadableSize() => Assert.Empty(Code()
        .Select(f => (File: PathOf(f), Lines: File.ReadLines(f).Count()))
        .Where(f => f.Lines > (f.File.StartsWith("tests/", StringComparison.Ordinal) ? 600 : 400)).ToList());

    [Fact]
    public void Types_AreNotNamedWithEmptyWords() => Assert.Empty(
        from file in Code()
        let name = Path.GetFileNameWithoutExtension(file)
        from word in EmptyWords
        where name.EndsWith(word.Key, StringComparison.Ordinal)
        select $"{PathOf(file)}: instead of {word.Key} write {word.Value}.");

    [Fact]
    public void Code_LeavesNothingForLater() => Assert.Empty(Code()
        .Where(f => !f.EndsWith("TidyTests.cs", StringComparison.Ordinal))
        .SelectMany(f => File.ReadLines(f).Select((line, i) => (At: $"{PathOf(f)}:{i + 1}", line)))
        .Where(l => Unfinished().IsMatch(l.line)).Select(l => $"{l.At} {l.line.Trim()}"));

    /// <summary>The prefixes of names have one home, <c>ResourceNames</c>.</summary>
    [Fact]
    public void NamesOfResources_AreWrittenInOnePlace() => Assert.Empty(Code("src").Concat(Code("gateway"))
        .Where(f => !PathOf(f).StartsWith("src/Federation/", StringComparison.Ordinal))
        .SelectMany(f => File.ReadLines(f).Select((line, i) => (At: $"{PathOf(f)}:{i + 1}", line)))
        .Where(l => !l.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && WrittenName().IsMatch(l.line))
        .Select(l => $"{l.At} {l.line.Trim()}: use ResourceNames, or the type of the id"));

    [Fact]
    public void Docs_AreThere() => Assert.All(
        new[]
        {
            "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "docs/architecture.md",
                "docs/ledger.md",
            "docs/operating.md", "docs/security.md", "docs/performance.md", "docs/web.md",
        },
        f => Assert.True(File.Exists(Path.Combine(Root, f)), f));

    [GeneratedRegex("""
        "(admins|coins|exchanges|holds|journals|members|modules|partners)/"|\$"[^"]*(coins|holds|journals|members|partners)/\{[^{]
        """)]
    private static partial Regex WrittenName();

    [GeneratedRegex(
        @"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b|Thread\.Sleep|DateTime\.Now|"
        + @"catch\s*(\(Exception[^)]*\))?\s*\{\s*\}")]
    private static partial Regex Unfinished();
}
