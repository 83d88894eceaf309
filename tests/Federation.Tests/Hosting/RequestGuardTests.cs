using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Tests;

/// <summary>How the guard keeps a stream: let in once, looked at with each message.</summary>
public sealed class RequestGuardTests
{
    private const string Method = "/federation.ledger.internal.v1.PostingService/Post";
    private readonly SteppedTime time = new();
    private readonly RevokedClients revoked = new();
    private readonly ModuleCredentials credentials;
    private readonly RequestGuard guard;

    public RequestGuardTests()
    {
        credentials = new ModuleCredentials(AllianceKey.FromSecret(new byte[32]), time);
        guard = new RequestGuard(
            new AccessTokens(Options.Create(new DeploymentOptions()), credentials, revoked, time),
            new AccessLog(NullLogger<AccessLog>.Instance, time), time, NullLogger<RequestGuard>.Instance);
    }

    [Fact]
    public async Task Stream_WithinItsTokensTime_BringsItsMessages()
    {
        var brought = await ReadAllAsync(new Messages(3, () => { }));
        Assert.Equal(3, brought);
    }

    [Fact]
    public async Task Stream_WhoseTokenHasExpired_EndsAtTheNextMessage()
    {
        var messages = new Messages(3, () => time.Now += TimeSpan.FromMinutes(6));
        Assert.Equal(ErrorReason.TokenExpired, await ReasonAsync(messages));
        Assert.Equal(2, messages.Read);
    }

    [Fact]
    public async Task Stream_WithoutToken_IsNotBegun()
    {
        var messages = new Messages(3, () => { });
        Assert.Equal(ErrorReason.TokenMissing, await ReasonAsync(messages, token: null));
        Assert.Equal(0, messages.Read);
    }

    /// <summary>Each row: what the server meets in a stream, and what the caller is told.</summary>
    [Theory]
    [InlineData("too large", ErrorReason.MessageTooLarge)]
    [InlineData("cut", ErrorReason.FieldInvalid)]
    [InlineData("damaged", ErrorReason.FieldInvalid)]
    public async Task Stream_OfWhatIsNoMessage_IsRefusedWithDetails(string what, ErrorReason reason)
    {
        var messages = new Messages(1, () => throw (what switch
        {
            "too large" =>
                new RpcException(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum.")),
            "cut" => new RpcException(new Status(StatusCode.Internal, "Incomplete message.")),
            _ => Record.Exception(() => StreamCommandsRequest.Parser.ParseFrom([255]))!,
        }));
        Assert.Equal(reason, await ReasonAsync(messages));
    }

    private async Task<ErrorReason> ReasonAsync(Messages messages, string? token = "")
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => ReadAllAsync(messages, token));
        return Refusal.From(refused)!.Reason;
    }

    private async Task<int> ReadAllAsync(Messages messages, string? token = "")
    {
        var count = 0;
        await guard.DuplexStreamingServerHandler<StreamCommandsRequest, StreamCommandsResponse>(
            messages, null!, new GuardedCall(Method, token is null ? null : credentials.TokenFor("exchange")),
            async (stream, _, _) =>
            {
                while (await stream.MoveNext(CancellationToken.None))
                    count++;
            });
        return count;
    }

    private sealed class Messages(int count, Action before) : IAsyncStreamReader<StreamCommandsRequest>
    {
        public int Read { get; private set; }

        public StreamCommandsRequest Current { get; } = new();

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            if (Read == count)
                return false;
            before();
            Read++;
            return true;
        }
    }

    private sealed class SteppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
