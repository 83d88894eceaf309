using System.CommandLine;

namespace Federation.Cli;

/// <summary><c>federation stream</c>: commands as lines of JSON in, outcomes as lines of JSON out.</summary>
internal static class StreamCommand
{
    public static Command Build(Globals globals)
    {
        var file = new Argument<string>("file")
        {
            Description = "The commands, one BatchItem as JSON a line, each with its request_id; - is standard input.",
        };
        var command = new ExampleCommand(
            "stream",
            "Sends commands of the ledger over one stream and prints what each came to, as lines of JSON. Exit code 1 "
            + "where one was refused. Sent again, a file is decided once.",
            "stream commands.jsonl --as aster > outcomes.jsonl", "stream - --as aster < commands.jsonl") { file };
        globals.Run(command, who: (string?)null, (session, parse, cancel) => StreamRun.RunAsync(
            session, parse.GetValue(file)!, new StreamedCommands(() => session.Client), cancel));
        return command;
    }
}
