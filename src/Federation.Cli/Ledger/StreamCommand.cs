using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary><c>federation stream</c>: commands as lines of JSON in, outcomes as lines of JSON out.</summary>
internal static class StreamCommand
{
    private const int AnswersPerLine = 10_000;
    private const int AnswersPerChange = 100;

    /// <summary>How long a stream that is stopped waits for the answers to what it sent.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(8);

    public static Command Build(Globals globals)
    {
        var file = new Argument<string>("file")
        {
            Description = "The commands, one BatchItem as JSON a line, each with its request_id; - is standard input.",
        };
        var command = new ExampleCommand(
            "stream",
            "Sends commands of the ledger over one stream and prints what each came to, as lines of JSON. Exit code 1 "
            + "where " +
            "one was refused. Sent again, a file is decided once.",
            "stream commands.jsonl --as aster > outcomes.jsonl", "stream - --as aster < commands.jsonl") { file };
        globals.Run(command, who: (string?)null, async (session, parse, cancel) =>
        {
            var path = parse.GetValue(file)!;
            if (path != "-")
                await CheckAsync(path, cancel);
            using var reader = path == "-" ? new StreamReader(Console.OpenStandardInput()) : Open(path);
            return await RunAsync(session, CommandLines.ReadAsync(reader, NameOf(path), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, IAsyncEnumerable<BatchItem> items, CancellationToken cancel)
    {
        using var hardStop = new CancellationTokenSource();
        using var stop = cancel.Register(() => hardStop.CancelAfter(LastAnswers));
        using var call = session.Client.Ledger.StreamCommands(cancellationToken: hardStop.Token);
        CommandStream? stream = null;
        Action<string> say = _ => { };
        stream = new CommandStream(call, answer =>
        {
            session.Output.WriteLine(Session.JsonLine(answer));
            if ((stream!.Accepted + stream.Refused) % (
                session.ErrorIsTerminal ? AnswersPerChange : AnswersPerLine) == 0)
                say(Sentence(stream));
        });
        try
        {
            return await Live.ShowAsync(session, "streaming", async live =>
            {
                // On one terminal, the outcomes are the progress.
                if (!session.ErrorIsTerminal || Console.IsOutputRedirected)
                    say = live;
                await stream.RunAsync(items, cancel);
                return stream.Refused == 0 ? ExitCodes.Done : ExitCodes.Refused;
            });
        }
        finally
        {
            Conclude(session, stream);
        }
    }

    private static void Conclude(Session session, CommandStream stream)
    {
        if (!session.Json)
            session.Error.WriteLine(Sentence(stream));
        if (stream.Unanswered is not { Count: > 0 } unanswered)
            return;
        session.Error.WriteLine(
            $"Without an answer: {Tables.Cell(unanswered.Count)}. What became of these is unknown. Send them again as "
            + $"they " +
            "are; what was decided is answered as before:");
        foreach (var id in unanswered)
            session.Error.WriteLine("  " + id);
    }

    private static string Sentence(CommandStream s) =>
        $"{Tables.Cell(s.Sent)} sent, {Tables.Cell(s.Accepted)} accepted, {Tables.Cell(s.Refused)} refused, "
        + $"{Tables.Cell(s.Replayed)} " +
        "of them decided before";

    /// <summary>A file is right as a whole before anything of it is sent.</summary>
    private static async Task CheckAsync(string path, CancellationToken cancel)
    {
        using var reader = Open(path);
        await foreach (var _ in CommandLines.ReadAsync(reader, NameOf(path), cancel))
        {
        }
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path} cannot be read: {e.Message}");
        }
    }

    private static string NameOf(string path) => path == "-" ? "standard input" : Path.GetFileName(path);
}
