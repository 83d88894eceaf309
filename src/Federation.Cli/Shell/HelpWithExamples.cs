using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Federation.Cli;

/// <summary>The usual help, and below it the command's examples, or those of the commands below it.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private const int MostExamples = 16;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var examples = ExamplesOf(parseResult.CommandResult.Command).Take(MostExamples).ToList();
        if (examples.Count == 0)
            return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            output.WriteLine("  " + ProgramName.In("federation " + example));
        output.WriteLine();
        return code;
    }

    /// <summary>A group of commands shows the first example of each.</summary>
    private static IEnumerable<string> ExamplesOf(Command command) =>
        command is ExampleCommand { Examples.Count: > 0 } own
            ? own.Examples
            : command.Subcommands.Select(c => ExamplesOf(c).FirstOrDefault()).OfType<string>();
}
