using Federation.Ledger.Internal.V1;
using Federation.Testing;
using Grpc.Core;

namespace Federation.Messages.Tests;

/// <summary>What the sender and the follower say when what they need is away, and that they go on.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follow_WhileTheLedgerIsAway_SaysSoOnce()
    {
        await using var module = await Module.StartAsync();
        await module.SetUpAsync();
        var asked = 0;
        using var follower = module.NewFollower(_ => ++asked < 3
            ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : new ReadLogResponse());
        await follower.StartAsync(CancellationToken.None);
        while (Volatile.Read(ref asked) < 3)
        {
            await Task.Delay(10, Cancel);
        }
        await follower.StopAsync(CancellationToken.None);
        Assert.Contains("away", Assert.Single(module.Events.Of("ChangesLedgerAway")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "MessagesDatabaseAway")]
    [InlineData(false, "ChangesNotTold")]
    public async Task Follow_ThatMeetsAFault_SaysWhichKind(bool passes, string eventName)
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(FaultOf(passes));
        await using var module = await Module.StartAsync();
        using var follower = module.NewFollower(_ => new ReadLogResponse(), scopes, log);
        await follower.StartAsync(CancellationToken.None);
        await log.FirstOfAsync(eventName, Cancel);
        await follower.StopAsync(CancellationToken.None);
        if (!passes)
            Assert.Contains("a bug", log.Errors.Expect(eventName)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "MessagesDatabaseAway")]
    [InlineData(false, "MessagesNotSent")]
    public async Task Send_ThatMeetsAFault_SaysWhichKind(bool passes, string eventName)
    {
        using var log = new LogCollector();
        using var scopes = new FailingScopes(FaultOf(passes));
        await using var module = await Module.StartAsync();
        using var sending = new MessageSending(
            module.NewSender(scopes), TimeProvider.System, log.For<MessageSending>());
        await sending.StartAsync(CancellationToken.None);
        await log.FirstOfAsync(eventName, Cancel);
        await sending.StopAsync(CancellationToken.None);
        if (!passes)
            Assert.Contains("a bug", log.Errors.Expect(eventName)[0], StringComparison.Ordinal);
    }

    private static Exception FaultOf(bool passes) =>
        passes ? SqlServerErrors.Deadlock : new InvalidOperationException("a bug");
}
