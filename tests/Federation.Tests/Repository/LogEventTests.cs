using System.Text.RegularExpressions;
using static Federation.Testing.SourceTree;

namespace Federation.Tests;

/// <summary>Operators look for log events by number and by name, and act on them: each has both, a row in
/// docs/operating.md, and a test that provokes it.</summary>
public sealed partial class LogEventTests
{
    /// <summary>Events that no test can provoke, with the reason.</summary>
    private static readonly Dictionary<string, string> Unprovoked = [];

    /// <summary>The name is the method's, which the generator takes where no other is given.</summary>
    [Fact]
    public void Events_HaveNumbersAndNamesOfTheirOwn()
    {
        Assert.NotEmpty(LogEvent.All);
        Assert.All(LogEvent.All, e => Assert.Matches("^[0-9]{4}$", e.Number));
        Assert.All(LogEvent.All, e => Assert.DoesNotContain("EventName", e.Attribute, StringComparison.Ordinal));
        Assert.Distinct(LogEvent.All.Select(e => e.Number));
        Assert.Distinct(LogEvent.All.Select(e => e.Name));
    }

    [Fact]
    public void EventsThatOperatorsActOn_AreNamedByATest()
    {
        var tests = string.Concat(Code("tests").Select(File.ReadAllText));
        var needed = LogEvent.All.Where(e => e.IsWarningOrWorse).Select(e => e.Name).ToList();
        Assert.Equal(
            Unprovoked.Keys.Order(StringComparer.Ordinal),
            needed.Where(name => !tests.Contains($"\"{name}\"", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_FromInformationOn_AreInTheOperatorsTable()
    {
        var page = Read("docs/operating.md");
        var start = page.IndexOf("### Log events", StringComparison.Ordinal);
        var section = page[start..page.IndexOf("\n## ", start, StringComparison.Ordinal)];
        Assert.Equal(
            LogEvent.All.Where(e => e.Level != "Debug").Select(e => $"{e.Number} {e.Name} {e.Level}")
                .Order(StringComparer.Ordinal),
            Row().Matches(section).Select(r => $"{r.Groups[1].Value} {r.Groups[2].Value} {r.Groups[3].Value}"));
    }

    /// <summary>A row says all four things.</summary>
    [GeneratedRegex(@"^\| (\d{4}) `(\w+)` \| (\w+) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
