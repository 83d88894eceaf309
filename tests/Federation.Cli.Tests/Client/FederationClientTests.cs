using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Cli.Tests;

public sealed class FederationClientTests
{
    private static AdvanceClockRequest Request => new() { RequestId = RequestIds.New() };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_Plain_CarriesTokenAndDeadline()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client();
        var started = Stopwatch.GetTimestamp();
        await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        var call = Assert.Single(alliance.Calls);
        Assert.Equal("Bearer token-1", call.Token);
        // What is missing of the 30 seconds has passed.
        var slack = TimeSpan.FromSeconds(1);
        var passed = Stopwatch.GetElapsedTime(started);
        Assert.InRange(call.Left, TimeSpan.FromSeconds(30) - passed - slack, TimeSpan.FromSeconds(30) + slack);
    }

    [Fact]
    public async Task Call_ByManyAtOnce_FetchesOneToken()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.HoldTokens = new TaskCompletionSource();
        using var client = alliance.Client();
        var calls = Enumerable.Range(0, 50)
            .Select(_ => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync).ToList();
        alliance.HoldTokens.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(1, alliance.TokensIssued);
        Assert.Equal(50, alliance.Calls.Count);
    }

    [Fact]
    public async Task Call_After80PercentOfTheTokensLife_FetchesAnother()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var time = new SteppedTime();
        using var client = alliance.Client(time: time);
        foreach (var (step, tokens) in new[] { (0, 1), (719, 1), (2, 2) })
        {
            time.Step(TimeSpan.FromSeconds(step));
            await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
            Assert.Equal(tokens, alliance.TokensIssued);
        }
    }

    [Fact]
    public async Task Call_TokenExpired_IsSentAgainOnceWithANewToken()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.ThenRefuse(ErrorReason.TokenExpired, StatusCode.Unauthenticated);
        using var client = alliance.Client();
        await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        Assert.Equal(["Bearer token-1", "Bearer token-2"], alliance.Calls.Select(c => c.Token));

        alliance.ThenRefuse(ErrorReason.TokenExpired, StatusCode.Unauthenticated)
            .ThenRefuse(ErrorReason.TokenExpired, StatusCode.Unauthenticated);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(ErrorReason.TokenExpired, refused.Refusal.Reason);
    }

    [Fact]
    public async Task Call_WithTokensOfTheCallers_AsksForEachAttempt()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.ThenRefuse(ErrorReason.TokenExpired, StatusCode.Unauthenticated);
        using var shared = alliance.ClientOfCallers(_ => throw new InvalidOperationException("nobody's"));
        var asked = 0;
        var ada = shared.WithTokens(_ => ValueTask.FromResult($"ada-{++asked}"));
        var ben = shared.WithTokens(async _ =>
        {
            await Task.Yield();
            return "ben";
        });
        await ada.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        await ben.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        Assert.Equal(["Bearer ada-1", "Bearer ada-2", "Bearer ben"], alliance.Calls.Select(c => c.Token));

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(
            () => shared.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal("nobody's", failed.Message);
        Assert.Throws<ArgumentException>(
            () => FederationClient.Create(new FederationOptions(), _ => ValueTask.FromResult("")));
    }

    [Fact]
    public async Task Call_Unavailable_IsSentAgainWithTheSameRequestId()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.ThenFail(StatusCode.Unavailable).ThenRefuse(ErrorReason.OutcomeUnknown, StatusCode.Unavailable)
            .ThenRefuse(ErrorReason.QueueFull, StatusCode.ResourceExhausted, TimeSpan.FromMilliseconds(5));
        using var client = alliance.Client();
        await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        Assert.Equal(4, alliance.Calls.Count);
        Assert.Single(alliance.Calls.Select(c => c.Request.RequestId).Distinct());
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task Call_OtherFailure_IsNotSentAgain(StatusCode code)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.ThenFail(code);
        using var client = alliance.Client();
        var failed = await Assert.ThrowsAsync<RpcException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(code, failed.StatusCode);
        Assert.Single(alliance.Calls);
        Assert.False(failed.TryGetRefusal(out _));
    }

    [Fact]
    public async Task Call_UnavailableForLong_EndsBeforeTheDeadline()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        for (var i = 0; i < 1000; i++)
            alliance.ThenFail(StatusCode.Unavailable);
        var time = new SkippedTime();
        using var client = alliance.Client(o => o.Retry.FirstDelay = TimeSpan.FromSeconds(1), time);
        // Time that passes while the token is fetched is real: it must not count against the deadline below.
        await client.GetAccessTokenAsync(Cancel);
        var (start, calls) = (time.Skip(), alliance.Calls);
        var failed = await Assert.ThrowsAsync<RpcException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, failed.StatusCode);
        // Waits of 0.5 to 1, 1 to 2, 2 to 4 and then of 2.5 to 5 seconds: 7 to 13 of them within 30 seconds.
        Assert.InRange(calls.Count, 8, 14);
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Call_MaxAttempts_AreNotExceeded()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        for (var i = 0; i < 9; i++)
            alliance.ThenFail(StatusCode.Unavailable);
        using var client = alliance.Client(o => o.Retry.MaxAttempts = 3);
        await Assert.ThrowsAsync<RpcException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(3, alliance.Calls.Count);
    }

    [Fact]
    public async Task Call_Refused_IsTyped()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.ThenRefuse(ErrorReason.InsufficientCoins, StatusCode.FailedPrecondition);
        using var client = alliance.Client();
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(ErrorReason.InsufficientCoins, refused.Refusal.Reason);
        Assert.Equal("INSUFFICIENT_COINS", refused.Refusal.ReasonName);
        Assert.Equal("No.", refused.Refusal.Message);
        Assert.Equal("3", refused.Refusal.Metadata["available"]);
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Fact]
    public async Task Stream_Opened_CarriesTheToken()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var token = "";
        alliance.Ledger.Stream = (_, _, context) =>
        {
            token = context.RequestHeaders.GetValue("authorization");
            return Task.CompletedTask;
        };
        using var client = alliance.Client();
        using var call = client.Ledger.StreamCommands(cancellationToken: Cancel);
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal("Bearer token-1", token);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Stream_WrittenWithACancellation_IsWritten()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client();
        using var call = client.Ledger.StreamCommands(cancellationToken: Cancel);
        var item = new BatchItem { Earn = new EarnRequest { RequestId = "1" } };
        await call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal("1", call.ResponseStream.Current.RequestId);
        var ended = await Assert.ThrowsAsync<RpcException>(
            () => call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, new(canceled: true)));
        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        call.Dispose();
        call.Dispose();
    }

    [Fact]
    public async Task Stream_Refused_IsTyped()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.Stream = (_, _, _) => throw ScriptedLedger.Refusal(ErrorReason.QueueFull).ToRpcException();
        using var client = alliance.Client();
        using var call = client.Ledger.StreamCommands(cancellationToken: Cancel);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => call.ResponseStream.MoveNext(Cancel));
        Assert.Equal(ErrorReason.QueueFull, refused.Refusal.Reason);
    }

    [Fact]
    public async Task Stream_DisposedOfBeforeItsTokenIsThere_IsNotOpened()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.HoldTokens = new TaskCompletionSource();
        using var client = alliance.Client();
        var call = client.Ledger.StreamCommands(cancellationToken: Cancel);
        var reading = call.ResponseStream.MoveNext(Cancel);
        call.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        alliance.HoldTokens.SetResult();
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
    }

    [Fact]
    public async Task Stream_WrongSecret_IsRefusedByTheTokenEndpoint()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client(o => o.ClientSecret = "wrong");
        using var call = client.Ledger.StreamCheckBooks(new StreamCheckBooksRequest(), cancellationToken: Cancel);
        await Assert.ThrowsAsync<TokenRefusedException>(() => call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Call_WrongSecret_IsRefusedByTheTokenEndpoint()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        using var client = alliance.Client();
        var other = client.WithCredential("c", "wrong");
        var refused = await Assert.ThrowsAsync<TokenRefusedException>(() => other.GetAccessTokenAsync(Cancel));
        Assert.Equal("invalid_client", refused.Error);
        Assert.Equal("token-1", await client.GetAccessTokenAsync(Cancel));
    }

    [Fact]
    public async Task Call_TokenEndpointAway_IsUnavailable()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.TokenStatus = 503;
        using var client = alliance.Client(o => o.Retry.MaxAttempts = 2);
        var failed = await Assert.ThrowsAsync<RpcException>(
            () => client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, failed.StatusCode);
        alliance.TokenStatus = 200;
        await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
    }

    [Fact]
    public async Task Call_SeveralGateways_AreTakenInTurnAndPastOneThatIsAway()
    {
        await using var first = await ScriptedAlliance.StartAsync();
        await using var second = await ScriptedAlliance.StartAsync();
        using var client = first.Client(o =>
        {
            foreach (var address in second.Addresses)
                o.Addresses.Add(address);
            // Nobody listens on the discard port.
            o.Addresses.Add(new Uri("http://127.0.0.1:9"));
        });
        for (var i = 0; i < 12; i++)
            await client.Clock.AdvanceClockAsync(Request, cancellationToken: Cancel);
        Assert.Equal(12, first.Calls.Count + second.Calls.Count);
        Assert.True(first.Calls.Count >= 4 && second.Calls.Count >= 4);
    }

    [Fact]
    public void AddFederation_GoodOptions_GivesTypedClients()
    {
        var services = new ServiceCollection();
        services.AddFederation(o =>
        {
            o.Addresses.Add(new Uri("https://alliance.example"));
            o.TokenEndpoint = new Uri("https://alliance.example/connect/token");
            (o.ClientId, o.ClientSecret) = ("a", "b");
        });
        using var provider = services.BuildServiceProvider();
        Assert.Same(
            provider.GetRequiredService<FederationClient>().Ledger,
            provider.GetRequiredService<LedgerService.LedgerServiceClient>());
    }

    [Fact]
    public void AddFederation_NothingSet_SaysWhatIsMissing()
    {
        var services = new ServiceCollection();
        services.AddFederation(_ => { });
        using var provider = services.BuildServiceProvider();
        var problem = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<FederationClient>());
        Assert.Contains("ClientSecret is empty.", problem.Message);
    }

    [Theory]
    [InlineData(1, 0.0, 50)]
    [InlineData(1, 1.0, 100)]
    [InlineData(3, 1.0, 400)]
    [InlineData(50, 1.0, 5000)]
    public void DelayAfter_Attempt_DoublesUpToTheLongest(int attempt, double chance, double milliseconds) =>
        Assert.Equal(milliseconds, new RetryOptions().DelayAfter(attempt, chance).TotalMilliseconds);

    /// <summary>Time that stands still between steps.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => now;

        public void Step(TimeSpan by) => now += by;
    }
}
