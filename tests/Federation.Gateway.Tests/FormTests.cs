using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Gateway.Tests;

/// <summary>What is no gRPC message, or no gRPC at all, ends at the gateway with a status that says so.</summary>
public sealed class FormTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private const string Earn = "/federation.ledger.v1.LedgerService/Earn";

    public static TheoryData<string, byte[], string> Frames => new()
    {
        { "nothing", [], "FIELD_INVALID" },
        { "half a prefix", [0, 0, 0], "FIELD_INVALID" },
        { "a prefix that promises more", [0, 0, 0, 0, 9, 1], "FIELD_INVALID" },
        { "a second message", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "FIELD_INVALID" },
        { "compressed", [1, 0, 0, 0, 0], "FIELD_INVALID" },
        { "an unknown flag", [7, 0, 0, 0, 0], "FIELD_INVALID" },
        { "a cut message", [0, 0, 0, 0, 2, 10, 200], "FIELD_INVALID" },
        { "text that is no UTF-8", [0, 0, 0, 0, 4, 10, 2, 255, 254], "FIELD_INVALID" },
        { "a field of number zero", [0, 0, 0, 0, 2, 0, 0], "FIELD_INVALID" },
        { "a length past the limit", [0, 127, 255, 255, 255], "MESSAGE_TOO_LARGE" },
        { "a length past 31 bits", [0, 255, 255, 255, 255], "MESSAGE_TOO_LARGE" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task DamagedFrame_IsRefusedWithDetails(string what, byte[] frame, string reason)
    {
        using var response = await SendAsync(HttpMethod.Post, "application/grpc", frame);
        var refused = Refused.InGrpc(response);
        Assert.True(reason == refused.Reason, $"{what}: {refused.Status.Message}");
    }

    [Theory]
    [InlineData("POST", "application/json", 415)]
    [InlineData("POST", "application/grpc-web", 415)]
    [InlineData("POST", null, 415)]
    [InlineData("GET", "application/grpc", 405)]
    public async Task GrpcPath_WithoutGrpc_IsPlainHttpError(string method, string? contentType, int status)
    {
        using var response =
            await SendAsync(new HttpMethod(method), contentType, method == "GET" ? null : [0, 0, 0, 0, 0]);
        var refused = await Refused.ByAsync(response);
        Assert.Equal((status, "FIELD_INVALID"), (refused.Http, refused.Reason));
    }

    [Fact]
    public async Task GrpcPath_OverHttp1_IsPlainHttpError()
    {
        using var content =
            new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } };
        using var response = await gateway.Json.PostAsync(Earn, content, TestContext.Current.CancellationToken);
        var refused = await Refused.ByAsync(response);
        Assert.Equal((426, "FIELD_INVALID"), (refused.Http, refused.Reason));
    }

    [Theory]
    [InlineData(RunningGateway.MaxMessageBytes, true)]
    [InlineData(RunningGateway.MaxMessageBytes + 1, false)]
    [InlineData(RunningGateway.MaxMessageBytes * 20, false)]
    public async Task Message_UpToTheLimit_IsTaken(int size, bool taken)
    {
        var request = new EarnRequest { RequestId = "" };
        request.RequestId = new string('x', size - 4);
        Assert.Equal(size, request.CalculateSize());
        var call = new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token()))
            .EarnAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        if (taken)
        {
            await call;
            return;
        }
        var refused = await Refused.ByAsync(call);
        Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (refused.Code, refused.Reason));
    }

    /// <summary>
    /// The client says more than it sends and then listens: one that goes on writing may find the connection closed
    /// before it has read why.
    /// </summary>
    [Theory]
    [InlineData("Content-Length: 131072")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task JsonBody_PastTheLimit_Is413(string header)
    {
        var cancel = TestContext.Current.CancellationToken;
        var chunked = header.EndsWith("chunked", StringComparison.Ordinal);
        var sent = chunked ? "20000\r\n" + new string(' ', RunningGateway.MaxMessageBytes + 64) : "";
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Json.BaseAddress!.Port, cancel);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(
                "POST /v1/ledger:earn HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + $"Authorization: Bearer {gateway.Authority.Token()}\r\n{header}\r\n\r\n{sent}"),
            cancel);
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(cancel);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("MESSAGE_TOO_LARGE", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"request_id":7.5}""")]
    public async Task JsonBody_ThatCannotBeRead_Is400WithDetails(string body)
    {
        using var response = await JsonAsync(body);
        var refused = await Refused.ByAsync(response);
        Assert.Equal((400, "FIELD_INVALID"), (refused.Http, refused.Reason));
    }

    private async Task<HttpResponseMessage> JsonAsync(string body)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, "/v1/ledger:earn") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        return await gateway.Json.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? contentType, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, Earn)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Content = new ByteArrayContent(body ?? []);
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        return await gateway.Raw.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
