using Federation.Ledger.V1;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Gateway.Tests;

/// <summary>Streams pass the gateway message by message, one call each, and without an end of their own.</summary>
public abstract class StreamTests(RunningGateway gateway)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stream_BothWays_PassesEachMessageAsItComes()
    {
        using var call = new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token()))
            .StreamCommands(cancellationToken: Cancel);
        for (var i = 0; i < 3; i++)
        {
            var earn = new EarnRequest { RequestId = $"{i}" };
            await call.RequestStream.WriteAsync(
                new StreamCommandsRequest { Item = new BatchItem { Earn = earn } }, Cancel);
            Assert.True(await call.ResponseStream.MoveNext(Cancel));
            Assert.Equal($"{i}", call.ResponseStream.Current.RequestId);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Stream_OfTheModule_PassesEachMessageAsItComes()
    {
        using var call = new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token())).StreamCheckBooks(
            new StreamCheckBooksRequest(), cancellationToken: Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal(1, call.ResponseStream.Current.Step.Number);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.True(call.ResponseStream.Current.Result.Balanced);
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Stream_WithoutToken_IsRefused()
    {
        using var call = new LedgerService.LedgerServiceClient(gateway.As(null))
            .StreamCommands(cancellationToken: Cancel);
        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancel));
        Assert.Equal((Grpc.Core.StatusCode.Unauthenticated, "TOKEN_MISSING"),
            (refused.StatusCode, refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason));
    }

    [Fact]
    public async Task Stream_CountsAsOneCall()
    {
        await using var strict =
            await RunningGateway.StartedAsync(new() { ["Gateway:PermitsPerSecond"] = "1", ["Gateway:Burst"] = "1" });
        var client = new LedgerService.LedgerServiceClient(strict.As(strict.Authority.Token()));
        using var first = client.StreamCommands(cancellationToken: Cancel);
        for (var i = 0; i < 20; i++)
        {
            await first.RequestStream.WriteAsync(
                new StreamCommandsRequest { Item = new BatchItem { Earn = new EarnRequest() } }, Cancel);
            Assert.True(await first.ResponseStream.MoveNext(Cancel));
        }
    }
}
