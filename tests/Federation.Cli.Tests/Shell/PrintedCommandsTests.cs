using System.CommandLine;
using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Cli.Tests;

/// <summary>Every command that a help, an advice or a page prints is one that this program takes as it is.</summary>
public sealed partial class PrintedCommandsTests
{
    private static readonly string Root = SourceTree.Root;

    public static TheoryData<string> Examples => [.. ExamplesOf(FederationCommand.Build()).Order()];

    public static TheoryData<string> Advised =>
        [.. Advice.Every.Select(a => a.Command).OfType<string>().Distinct().Order()];

    public static TheoryData<string, string> Documented => new(
        from page in Pages()
        from command in CommandsOf(File.ReadAllText(page))
        select (Path.GetRelativePath(Root, page), command));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_IsTaken(string example) => AssertTaken("federation " + example);

    [Theory]
    [MemberData(nameof(Advised))]
    public void Advice_IsTaken(string command) => AssertTaken(command);

    [Theory]
    [MemberData(nameof(Documented))]
    public void DocumentedCommand_IsTaken(string page, string command)
    {
        Assert.NotEmpty(page);
        AssertTaken(command);
    }

    [Fact]
    public void Documented_FindsWhatIsThere() =>
        Assert.True(Documented.Count > 40, $"only {Documented.Count} commands were found");

    [Theory]
    [InlineData("/opt/bin/federation", "/opt", "/opt/bin", "federation")]
    [InlineData("/opt/bin/federation", "/opt", "", "bin/federation")]
    [InlineData("/opt/federation", "/opt", "", "./federation")]
    [InlineData("/opt/federation", "/home", "", "/opt/federation")]
    [InlineData("/my tools/federation", "/home", "", "\"/my tools/federation\"")]
    [InlineData("/usr/bin/dotnet", "/home", "", "federation")]
    public void ProgramName_IsWhatAShellFinds(string process, string current, string path, string called) =>
        Assert.Equal(called, ProgramName.Of(process, current, path, exists: file => file == process));

    private static void AssertTaken(string line)
    {
        // A shell takes redirections for itself.
        var words = Words(Redirection().Replace(line, ""));
        Assert.Equal("federation", words[0]);
        Assert.DoesNotContain("…", line, StringComparison.Ordinal);
        var parse = FederationCommand.Build().Parse(words[1..]);
        Assert.True(parse.Errors.Count == 0, $"{line}: {string.Join(' ', parse.Errors.Select(e => e.Message))}");
    }

    private static IEnumerable<string> ExamplesOf(Command command) =>
        (command is ExampleCommand own ? own.Examples : []).Concat(command.Subcommands.SelectMany(ExamplesOf));

    private static IEnumerable<string> Pages() =>
    [
        .. Directory.GetFiles(Root, "*.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md"),
        Path.Combine(Root, "samples", "real-purchases", "README.md"),
    ];

    /// <summary>Lines of code blocks that call it, also within others, and commands within sentences.</summary>
    private static IEnumerable<string> CommandsOf(string text)
    {
        var variables =
            Variable().Matches(text).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim('\'', '"'));
        foreach (Match match in Call().Matches(text))
        {
            var line = match.Groups[1].Value;
            // A call within $( ) ends with it or with a pipe; so does a comment.
            line = Ends().Split(line)[0].TrimEnd(')', ' ');
            foreach (var (name, value) in variables.OrderByDescending(v => v.Key.Length))
                line = line.Replace("$" + name, value, StringComparison.Ordinal);
            yield return "federation " + line;
        }
        foreach (Match match in Inline().Matches(text))
            yield return match.Groups[1].Value;
    }

    private static string[] Words(string line) =>
        [.. Word().Matches(line)
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Success ? m.Groups[2].Value : m.Value)];

    [GeneratedRegex(@" [<>] \S+")]
    private static partial Regex Redirection();

    [GeneratedRegex(@"\$federation (.+)")]
    private static partial Regex Call();

    [GeneratedRegex(@" +#| +\||\)(?: |$)|`")]
    private static partial Regex Ends();

    [GeneratedRegex(@"`(federation [^`\n]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(\w+)=('[^']*'|""[^""$]*"")", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"""([^""]*)""|'([^']*)'|\S+")]
    private static partial Regex Word();
}
