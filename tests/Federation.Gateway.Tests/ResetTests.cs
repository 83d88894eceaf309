using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Federation.Ledger.V1;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace Federation.Gateway.Tests;

/// <summary>A caller that goes away in the middle of its call is no fault of ours: nothing is logged as an
/// error.</summary>
public abstract class ResetTests(RunningGateway gateway)
{
    private const int Times = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways =>
        ["half a frame", "half a JSON body", "half a JSON body, closed hard", "waiting", "half a stream",
            "half a reflection"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Caller_ThatGoesAway_IsNoError(string way)
    {
        for (var i = 0; i < Times; i++)
            await (way switch
            {
                "half a frame" => ResetFrameAsync(),
                "half a JSON body" => CloseJsonAsync(hard: false),
                "half a JSON body, closed hard" => CloseJsonAsync(hard: true),
                "waiting" => CancelWaitingAsync(),
                "half a stream" => CancelStreamAsync(),
                _ => CancelReflectionAsync(),
            });
        // A call that ends well comes after all that came before it on the same server.
        await new ClockService.ClockServiceClient(gateway.As(gateway.Authority.Token()))
            .GetClockAsync(new GetClockRequest(), cancellationToken: Cancel);
        await gateway.IdleAsync();
        gateway.Errors.AssertNone();
    }

    private async Task ResetFrameAsync()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var began = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/federation.ledger.v1.LedgerService/Earn")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new EndlessContent(began),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        var sending = gateway.Raw.SendAsync(request, leaving.Token);
        await began.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
    }

    private async Task CloseJsonAsync(bool hard)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Json.BaseAddress!.Port, Cancel);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /v1/ledger:earn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + $"Authorization: Bearer {gateway.Authority.Token()}\r\nContent-Length: 1000\r\n\r\n{{\"request_id\""),
            Cancel);
        if (hard)
            client.LingerState = new LingerOption(true, 0);
    }

    private async Task CancelWaitingAsync()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var call = new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token()))
            .ClawbackAsync(new ClawbackRequest(), cancellationToken: leaving.Token);
        await gateway.Backend.ArrivedAsync(Cancel);
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    private async Task CancelStreamAsync()
    {
        using var call = new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token()))
            .StreamCommands(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(
            new StreamCommandsRequest { Item = new BatchItem { Earn = new EarnRequest() } }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
    }

    private async Task CancelReflectionAsync()
    {
        using var call = new ServerReflection.ServerReflectionClient(gateway.As(null))
            .ServerReflectionInfo(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancel);
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
    }

    /// <summary>Begins a message and never ends it.</summary>
    private sealed class EndlessContent(TaskCompletionSource began) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(new byte[] { 0, 0, 0, 0, 9, 1 }, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            began.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
