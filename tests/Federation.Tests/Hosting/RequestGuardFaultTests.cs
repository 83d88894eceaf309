using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Federation.Tests;

/// <summary>What the guard makes of a database's faults: what passes is to be sent again, a caller that left is no
/// fault.</summary>
public sealed class RequestGuardFaultTests : IDisposable
{
    private const string Method = "/federation.ledger.internal.v1.PostingService/Post";
    private readonly ModuleCredentials credentials = new(AllianceKey.FromSecret(new byte[32]), TimeProvider.System);
    private readonly LogCollector log = new();
    private readonly RequestGuard guard;

    public RequestGuardFaultTests() => guard = new RequestGuard(
        new AccessTokens(
            Options.Create(new DeploymentOptions()), credentials, new RevokedClients(), TimeProvider.System),
        new AccessLog(NullLogger<AccessLog>.Instance, TimeProvider.System), TimeProvider.System,
        log.For<RequestGuard>());

    public static TheoryData<string, Exception> Passing => new()
    {
        { "SQL Server's deadlock", SqlServerErrors.Deadlock },
        { "SQL Server's lock time-out", SqlServerErrors.Of((1222, 16)) },
        { "SQL Server's conflict of row versions", new DbUpdateException("not saved", SqlServerErrors.Of((3960, 16))) },
        { "PostgreSQL's deadlock", Postgres(PostgresErrorCodes.DeadlockDetected) },
        { "PostgreSQL's conflict", Postgres(PostgresErrorCodes.SerializationFailure) },
        { "SQLite's lock", new Microsoft.Data.Sqlite.SqliteException("locked", 5) },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Call_ThatMetAPassingFault_IsToBeSentAgain(string what, Exception fault)
    {
        var refused = await RefusedAsync(() => throw fault);
        Assert.True(refused.Reason == ErrorReason.OutcomeUnknown, what);
        Assert.NotNull(refused.RetryDelay);
        Assert.Equal(["DatabaseUnavailable"], log.Events);
    }

    [Fact]
    public async Task Call_WhosePeerIsAway_IsToBeSentAgain()
    {
        var refused = await RefusedAsync(() => throw new RpcException(new Status(StatusCode.Unavailable, "refused")));
        Assert.Equal(ErrorReason.ModuleUnreachable, refused.Reason);
        Assert.NotNull(refused.RetryDelay);
        Assert.Equal(["PeerUnreachable"], log.Events);
    }

    [Fact]
    public async Task Call_WhoseCallerLeft_IsNoFault()
    {
        using var left = new CancellationTokenSource();
        var refused = await RefusedAsync(() =>
        {
            left.Cancel();
            throw SqlServerErrors.Cancelled;
        }, left.Token);
        Assert.Equal(ErrorReason.OutcomeUnknown, refused.Reason);
        Assert.Empty(log.Events);
    }

    [Fact]
    public async Task Stream_WhoseCallerLeft_IsNoFault()
    {
        using var left = new CancellationTokenSource();
        var call = new GuardedCall(Method, credentials.TokenFor("exchange"), left.Token);
        var ended = await Assert.ThrowsAsync<RpcException>(
            () => guard.ServerStreamingServerHandler<PostRequest, PostResponse>(
                new PostRequest(), null!, call, async (_, _, _) =>
                {
                    await left.CancelAsync();
                    throw new InvalidOperationException("Can't write the message because the request is complete.");
                }));
        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        Assert.Empty(log.Events);
    }

    [Fact]
    public async Task Call_ThatMetAFault_IsInternalAndLogged()
    {
        var failed = await Assert.ThrowsAsync<RpcException>(
            () => CallAsync(() => throw SqlServerErrors.Cancelled, default));
        Assert.Equal(StatusCode.Internal, failed.StatusCode);
        Assert.Single(log.Errors.Expect("CallFailed"));
    }

    private static PostgresException Postgres(string state) => new("in the way", "ERROR", "ERROR", state);

    private async Task<Refusal> RefusedAsync(Func<PostResponse> work, CancellationToken cancel = default) =>
        Refusal.From(await Assert.ThrowsAsync<RpcException>(() => CallAsync(work, cancel)))!;

    private Task<PostResponse> CallAsync(Func<PostResponse> work, CancellationToken cancel) =>
        guard.UnaryServerHandler<PostRequest, PostResponse>(
            new PostRequest(), new GuardedCall(Method, credentials.TokenFor("exchange"), cancel), async (_, _) =>
            {
                await Task.Yield();
                return work();
            });

    public void Dispose()
    {
        log.Errors.AssertNone();
        log.Dispose();
    }
}
