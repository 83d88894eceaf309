using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Federation.Cli;

/// <summary>Streams a file: items as lines of JSON in, outcomes as lines of JSON out, progress on standard error.
/// </summary>
internal static class StreamRun
{
    private const int AnswersPerLine = 10_000;
    private const int AnswersPerChange = 100;

    /// <summary>How long a stream that is stopped waits for the answers to what it sent.</summary>
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(8);

    /// <summary>Streams a file, or standard input; the exit code.</summary>
    public static async Task<int> RunAsync<TItem, TRequest, TResponse>(
        Session session, string path, StreamedItems<TItem, TRequest, TResponse> items, CancellationToken cancel)
        where TRequest : class
        where TResponse : class, IMessage
    {
        if (path != "-")
            await CheckAsync(path, items, cancel);
        using var reader = path == "-" ? new StreamReader(Console.OpenStandardInput()) : Open(path);
        return await SendAsync(session, items, ReadAsync(reader, NameOf(path), items, cancel), cancel);
    }

    /// <summary>Reads the lines one by one; blank ones are passed over.</summary>
    /// <param name="reader">The lines.</param>
    /// <param name="name">What problems begin with.</param>
    /// <param name="items">What the lines are.</param>
    /// <param name="cancel">Stops the wait for a line, too.</param>
    /// <exception cref="BadInputException">A line is not right; the lines before it were given out.</exception>
    public static async IAsyncEnumerable<TItem> ReadAsync<TItem, TRequest, TResponse>(
        TextReader reader, string name, StreamedItems<TItem, TRequest, TResponse> items,
        [EnumeratorCancellation] CancellationToken cancel)
        where TRequest : class
        where TResponse : class
    {
        // A read of a pipe cannot be cancelled: only the wait for it can.
        for (var number = 1; await reader.ReadLineAsync(CancellationToken.None).AsTask()
            .WaitAsync(cancel) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                yield return items.Parse(line, $"{name}: line {number}");
    }

    private static async Task<int> SendAsync<TItem, TRequest, TResponse>(
        Session session, StreamedItems<TItem, TRequest, TResponse> items, IAsyncEnumerable<TItem> all,
        CancellationToken cancel)
        where TRequest : class
        where TResponse : class, IMessage
    {
        using var hardStop = new CancellationTokenSource();
        using var stop = cancel.Register(() => hardStop.CancelAfter(LastAnswers));
        using var call = items.Open(hardStop.Token);
        ItemStream<TItem, TRequest, TResponse>? stream = null;
        Action<string> say = _ => { };
        stream = new ItemStream<TItem, TRequest, TResponse>(items, call, answer =>
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
                await stream.RunAsync(all, cancel);
                return stream.Refused == 0 ? ExitCodes.Done : ExitCodes.Refused;
            });
        }
        finally
        {
            Conclude(session, stream);
        }
    }

    private static void Conclude<TItem, TRequest, TResponse>(
        Session session, ItemStream<TItem, TRequest, TResponse> stream)
        where TRequest : class
        where TResponse : class
    {
        if (!session.Json)
            session.Error.WriteLine(Sentence(stream));
        if (stream.Unanswered is not { Count: > 0 } unanswered)
            return;
        session.Error.WriteLine(
            $"Without an answer: {Tables.Cell(unanswered.Count)}. What became of these is unknown. Send them again as "
            + "they are; what was decided is answered as before:");
        foreach (var id in unanswered)
            session.Error.WriteLine("  " + id);
    }

    private static string Sentence<TItem, TRequest, TResponse>(ItemStream<TItem, TRequest, TResponse> s)
        where TRequest : class
        where TResponse : class =>
        $"{Tables.Cell(s.Sent)} sent, {Tables.Cell(s.Accepted)} accepted, {Tables.Cell(s.Refused)} refused, "
        + $"{Tables.Cell(s.Replayed)} of them decided before";

    /// <summary>A file is right as a whole before anything of it is sent.</summary>
    private static async Task CheckAsync<TItem, TRequest, TResponse>(
        string path, StreamedItems<TItem, TRequest, TResponse> items, CancellationToken cancel)
        where TRequest : class
        where TResponse : class
    {
        using var reader = Open(path);
        await foreach (var _ in ReadAsync(reader, NameOf(path), items, cancel))
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
