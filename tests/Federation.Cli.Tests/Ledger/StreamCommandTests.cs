using System.Text.Json;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

public sealed class StreamCommandTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Stream_File_SendsEveryLineAndPrintsEveryOutcome()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        // More than the connection's window holds: sending and receiving go on side by side.
        var commands = Enumerable.Range(0, 5_000).Select(Earn).ToList();
        Write([.. commands.Select(c => JsonFormatter.Default.Format(c)), "", "  "]);
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(0, run.Code);
        Assert.Equal(commands, alliance.Ledger.Requests.Cast<StreamCommandsRequest>().Select(r => r.Item));
        Assert.Equal(
            commands.Select(CommandLines.IdOf), Lines(run).Select(l => l.GetProperty("requestId").GetString()));
        Assert.All(Lines(run), l => Assert.True(l.GetProperty("result").TryGetProperty("journal", out _)));
        Assert.Equal("5,000 sent, 5,000 accepted, 0 refused, 0 of them decided before", run.Error.Trim());
    }

    [Fact]
    public async Task Stream_OneRefused_IsPrintedAndFails()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.Stream = async (requests, responses, _) =>
        {
            await foreach (var request in requests.ReadAllAsync())
            {
                var answer = ScriptedLedger.Accepted(request.Item);
                if (request.Item.CommandCase == BatchItem.CommandOneofCase.Release)
                    answer.Result = new BatchResult { Refusal = ScriptedLedger.Refusal(ErrorReason.HoldNotFound) };
                else
                    answer.Result.Replayed = true;
                await responses.WriteAsync(new StreamCommandsResponse());
                await responses.WriteAsync(answer);
            }
        };
        var release = new BatchItem { Release = new ReleaseRequest { RequestId = IdOf(1), Hold = "holds/x" } };
        Write(JsonFormatter.Default.Format(Earn(0)), JsonFormatter.Default.Format(release));
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Equal([IdOf(0), IdOf(1)], Lines(run).Select(l => l.GetProperty("requestId").GetString()));
        var refusal = Lines(run).Last().GetProperty("result").GetProperty("refusal");
        Assert.Equal("HOLD_NOT_FOUND", refusal.GetProperty("details")[0].GetProperty("reason").GetString());
        Assert.Equal("2 sent, 1 accepted, 1 refused, 1 of them decided before", run.Error.Trim());
    }

    [Fact]
    public async Task Stream_Broken_NamesWhatIsWithoutAnAnswer()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.Stream = async (requests, responses, _) =>
        {
            var read = 0;
            while (await requests.MoveNext())
                if (++read == 2)
                    await responses.WriteAsync(ScriptedLedger.Accepted(requests.Current.Item));
                else if (read == 4)
                    throw new RpcException(new Status(StatusCode.Unavailable, "gone"));
        };
        Write([.. Enumerable.Range(0, 4).Select(i => JsonFormatter.Default.Format(Earn(i)))]);
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Equal([IdOf(1)], Lines(run).Select(l => l.GetProperty("requestId").GetString()));
        Assert.Contains("Without an answer: 3.", run.Error);
        Assert.Equal(
            [IdOf(0), IdOf(2), IdOf(3)], run.Error.Split('\n').Where(l => l.StartsWith("  ", StringComparison.Ordinal))
            .Select(l => l.Trim()));
        Assert.Contains("does not answer (Unavailable: gone)", run.Error);
    }

    [Fact]
    public async Task Stream_EndedEarly_NamesWhatIsWithoutAnAnswer()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.Stream = async (requests, _, _) =>
        {
            while (await requests.MoveNext())
            {
                // All are read, and none is answered.
            }
        };
        Write(JsonFormatter.Default.Format(Earn(0)));
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("  " + IdOf(0), run.Error);
        Assert.Contains("The ledger ended the stream before everything was answered.", run.Error);
    }

    [Fact]
    public async Task Stream_Refused_SaysWhy()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.Stream = async (requests, _, _) =>
        {
            await requests.MoveNext();
            throw ScriptedLedger.Refusal(ErrorReason.PartnerSuspended).ToRpcException();
        };
        Write(JsonFormatter.Default.Format(Earn(0)));
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("Refused, PARTNER_SUSPENDED: No.", run.Error);
        Assert.Contains("  " + IdOf(0), run.Error);
    }

    [Theory]
    [InlineData("{", "line 2 is not a command")]
    [InlineData("[]", "line 2 is not a command")]
    [InlineData("{\"earn\": {\"units\": 5}}", "line 2 is not a command")]
    [InlineData("{\"earn\": {\"amount\": {\"units\": \"x\"}}}", "line 2 is not a command")]
    [InlineData("{}", "line 2 names no command")]
    [InlineData("{\"earn\": {}}", "line 2 has no request_id that is a UUID")]
    [InlineData("{\"earn\": {\"request_id\": \"7\"}}", "line 2 has no request_id that is a UUID")]
    public async Task Stream_BadLineInAFile_SendsNothing(string line, string sentence)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        Write(JsonFormatter.Default.Format(Earn(0)), line);
        var run = await alliance.RunAsync("stream", file, "--as", "aster");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(sentence, run.Error);
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Fact]
    public async Task Run_BadLineAfterGoodOnes_WaitsForTheAnswersToThose()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client();
        var items = new StreamedCommands(() => client);
        using var call = client.Ledger.StreamCommands(cancellationToken: TestContext.Current.CancellationToken);
        var answered = new List<string>();
        var stream = new ItemStream<BatchItem, StreamCommandsRequest, StreamCommandsResponse>(
            items, call, answer => answered.Add(answer.RequestId));
        using var lines = new StringReader(
            JsonFormatter.Default.Format(Earn(0)) + "\n" + JsonFormatter.Default.Format(Earn(0)) + "\nno");
        await Assert.ThrowsAsync<BadInputException>(() => stream.RunAsync(
            StreamRun.ReadAsync(lines, "standard input", items, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken));
        Assert.Equal([IdOf(0), IdOf(0)], answered);
        Assert.Empty(stream.Unanswered);
    }

    [Fact]
    public async Task Run_StoppedWhileItWaitsForALine_WaitsForTheAnswersToWhatWasSent()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client();
        var items = new StreamedCommands(() => client);
        using var call = client.Ledger.StreamCommands(cancellationToken: TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var stream = new ItemStream<BatchItem, StreamCommandsRequest, StreamCommandsResponse>(items, call, _ => { });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.RunAsync(ThenNothing(stop), stop.Token));
        Assert.Equal((1, 1), (stream.Sent, stream.Accepted));
        Assert.Empty(stream.Unanswered);
    }

    private static async IAsyncEnumerable<BatchItem> ThenNothing(
        CancellationTokenSource stop,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        yield return Earn(0);
        await stop.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancel);
    }

    private static BatchItem Earn(int number) => new()
    {
        Earn = new EarnRequest
        {
            RequestId = IdOf(number),
            Member = ScriptedMembers.Name,
            Amount = new CoinAmount { Coin = "coins/aster", Units = number + 1 },
        },
    };

    private static string IdOf(int number) => $"01900000-0000-7000-8000-{number:x12}";

    private static IEnumerable<JsonElement> Lines(CommandRun run) => run.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private void Write(params string[] lines) => File.WriteAllLines(file, lines);
}
