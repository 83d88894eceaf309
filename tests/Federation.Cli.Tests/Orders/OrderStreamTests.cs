using System.Text.Json;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary><c>federation orders place --stream</c>: orders as lines of JSON in, outcomes as lines out.</summary>
public sealed class OrderStreamTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Place_Stream_SendsEveryLineAndPrintsEveryOutcome()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Checkout.On<PlaceOrderRequest, PlaceOrderResponse>(r => r.Order.EventId == "2"
            ? throw ScriptedLedger.Refusal(ErrorReason.InsufficientCoins).ToRpcException()
            : new PlaceOrderResponse { OrderName = r.Order.EventId, Replayed = r.Order.EventId == "3" });
        await File.WriteAllLinesAsync(
            file, [Line(1), "", Line(2), Line(3)], TestContext.Current.CancellationToken);

        var run = await RunAsync(alliance);

        Assert.Equal(ExitCodes.Refused, run.Code);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["1", "2", "3"], lines.Select(l => l.GetProperty("eventId").GetString()));
        Assert.Equal(["1", "2", "3"], lines.Select(l => l.GetProperty("number").GetString()));
        Assert.Equal("1", lines[0].GetProperty("result").GetProperty("placed").GetProperty("orderName").GetString());
        var refusal = lines[1].GetProperty("result").GetProperty("refusal");
        Assert.Equal("INSUFFICIENT_COINS", refusal.GetProperty("details")[0].GetProperty("reason").GetString());
        Assert.Equal("3 sent, 2 accepted, 1 refused, 1 of them decided before", run.Error.Trim());

        var sent = alliance.Checkout.Requests.Cast<PlaceOrderRequest>().ToList();
        Assert.All(sent, r => Assert.Equal(
            (ScriptedPrograms.Main, OrderState.Placed, ScriptedMembers.Name), (r.Program, r.State, r.Order.Member)));
    }

    [Theory]
    [InlineData("{", "line 2 is not an order")]
    [InlineData("""{"source": "till-7", "orderTime": "2026-01-01T00:00:00Z"}""", "line 2 has no source or no eventId")]
    [InlineData("""{"source": "till-7", "eventId": "2"}""", "line 2 has no orderTime")]
    public async Task Place_StreamWithABadLine_SendsNothing(string line, string sentence)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        await File.WriteAllLinesAsync(file, [Line(1), line], TestContext.Current.CancellationToken);

        var run = await RunAsync(alliance);

        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(sentence, run.Error);
        Assert.Empty(alliance.Checkout.Requests);
    }

    [Fact]
    public async Task Place_StreamByAnOffer_IsRefused()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await RunAsync(alliance, "--offer", "b2ZmZXI");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("--offer is for one order", run.Error);
    }

    private Task<CommandRun> RunAsync(ScriptedAlliance alliance, params string[] more) => alliance.RunAsync(
        ["orders", "place", "--stream", file, "--program", "aster/main", "--state", "placed", .. more]);

    private static string Line(int id) =>
        $$"""{"source": "till-7", "eventId": "{{id}}", "member": "17850", "orderTime": "2026-01-01T00:00:00Z"}""";
}
