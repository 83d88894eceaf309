using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Tests;

/// <summary>Which room may use which: the pictures in docs/architecture.md.</summary>
public sealed partial class RoomsTests
{
    public static TheoryData<string> Projects =>
    [
        "src/Federation.Ledger", "src/Federation.Exchange", "src/Federation.Hosting", "src/Federation.Accounts",
        "src/Federation.Partners", "src/Federation.Identity", "src/Federation.Programs", "src/Federation.Rewards",
        "src/Federation.Rules", "src/Federation.Messages",
        "src/Federation.Client", "src/Federation.Cli",
        "gateway",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rooms_UseEachOtherAsThePictureSays(string project)
    {
        var allowed = Pictured(project);
        var rooms = new Rooms(project);

        var wrong = rooms.Arrows.Where(a => a.Key.From != Rooms.Root && !allowed.Contains(a.Key))
            .Select(a => $"{a.Key.From} may not use {a.Key.To}: {string.Join("; ", a.Value.Take(5))}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(
            allowed.Except(rooms.Arrows.Keys).Select(a => $"{a.From} no longer uses {a.To}: take the arrow away."));
        var named = allowed.SelectMany(a => new[] { a.From, a.To }).Order(StringComparer.Ordinal).Distinct();
        Assert.Empty(named.Except(rooms.Names));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Arrows_GoOneWay(string project)
    {
        var left = Pictured(project);
        // What nothing leads to is taken away until nothing is left: then there is no circle.
        while (left.RemoveAll(a => left.All(b => b.To != a.From)) > 0)
        {
        }
        Assert.Empty(left);
    }

    /// <summary>The arrows of a project's picture, a Mermaid flow chart whose first line is a comment with the
    /// project.</summary>
    private static List<(string From, string To)> Pictured(string project)
    {
        var page = SourceTree.Read("docs/architecture.md");
        var picture = Regex.Match(page, $@"```mermaid\n%% {Regex.Escape(project)}\n(.*?)```", RegexOptions.Singleline);
        Assert.True(picture.Success, $"docs/architecture.md has no picture of {project}.");
        return [.. picture.Groups[1].Value.Split('\n')
            .Select(line => Arrow().Match(line)).Where(m => m.Success)
            .SelectMany(m => m.Groups[2].Value.Split(" & "), (m, to) => (m.Groups[1].Value, to))];
    }

    [GeneratedRegex(@"^ +(\w+) --> (\w+(?: & \w+)*)$")]
    private static partial Regex Arrow();
}
