using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Federation.Gateway.Tests;

/// <summary>A module in the gateway's process is called there, and only there.</summary>
public sealed class HandOverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_OfALocalModule_MakesNoSecondConnection(bool inProcess)
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: inProcess);
        await Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        // The backend's server sees what comes over the wire.
        Assert.Equal(inProcess, gateway.Backend.LastHeaders is null);
    }

    [Fact]
    public async Task Call_OfAModuleElsewhere_GoesOverTheWire()
    {
        await using var gateway = await RunningGateway.StartedAsync(
            change: (d, g) =>
            d.Peers["ledger"] = g.Backend.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
            inProcess: true);
        await Ledger(gateway).EarnAsync(new EarnRequest(), cancellationToken: Cancel);
        Assert.NotNull(gateway.Backend.LastHeaders);
    }

    [Fact]
    public async Task Call_ThatTheGatewayRefuses_DoesNotReachTheModule()
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: true);
        var client = new LedgerService.LedgerServiceClient(gateway.As(null));
        var refused = await Refused.ByAsync(client.ClawbackAsync(new ClawbackRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING"), (refused.Code, refused.Reason));
        Assert.Equal(0, gateway.Backend.Arrived);
    }

    [Fact]
    public async Task Deadline_OfTheCaller_EndsTheCall()
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: true);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Ledger(gateway).ClawbackAsync(
            new ClawbackRequest(), deadline: DateTime.UtcNow.AddSeconds(0.3), cancellationToken: Cancel));
        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        await gateway.IdleAsync();
        gateway.Errors.AssertNone();
    }

    /// <summary>A timer of the gRPC server ends such a call, and the method ends it too because it is cancelled: both
    /// begin the response.</summary>
    [Fact]
    public async Task Deadline_AtWhichTheMethodAnswersToo_IsNoFault()
    {
        await using var gateway = await RunningGateway.StartedAsync(inProcess: true);
        var ledger = Ledger(gateway);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async n =>
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await ledger.ClawbackAsync(
                new ClawbackRequest(), deadline: DateTime.UtcNow.AddMilliseconds(100 + n), cancellationToken: Cancel));
            Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        }));
        await gateway.IdleAsync();
        gateway.Errors.AssertNone();
    }

    [Fact]
    public void Answer_WhoseHeadersWereSentMeanwhile_Stands()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(new Sealed(HasStarted: true));
        ModuleAnswers.Begin(context, tookTooLong: true);
        ModuleAnswers.Begin(context, tookTooLong: false);

        // Headers that are sealed for another reason are a fault.
        context.Features.Set<IHttpResponseFeature>(new Sealed(HasStarted: false));
        Assert.Throws<InvalidOperationException>(() => ModuleAnswers.Begin(context, tookTooLong: true));
    }

    /// <summary>A response whose headers cannot be written any more.</summary>
    private sealed record Sealed(bool HasStarted) : IHttpResponseFeature
    {
        public int StatusCode { get; set; } = 500;

        public string? ReasonPhrase { get; set; }

        public IHeaderDictionary Headers { get; set; } = new HeaderDictionary { IsReadOnly = true };

        public Stream Body { get; set; } = Stream.Null;

        public void OnStarting(Func<object, Task> callback, object state)
        {
        }

        public void OnCompleted(Func<object, Task> callback, object state)
        {
        }
    }

    private static LedgerService.LedgerServiceClient Ledger(RunningGateway gateway) =>
        new(gateway.As(gateway.Authority.Token()));
}
