using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Federation.Ledger.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Gateway.Tests;

/// <summary>Messages compressed by gzip are taken, up to the size of a message; other encodings are refused by
/// name.</summary>
public sealed class CompressionTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnaryCall_CompressedByTheClient_IsTaken()
    {
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        var request = new EarnRequest { RequestId = new string('x', 1000) };
        await new LedgerService.LedgerServiceClient(gateway.As(gateway.Authority.Token()))
            .EarnAsync(request, headers, cancellationToken: Cancel);
        Assert.False(gateway.Backend.LastHeaders!.ContainsKey("grpc-encoding"));
    }

    [Theory]
    [InlineData("gzip", true, "OK")]
    [InlineData("gzip", false, "FIELD_INVALID")]
    [InlineData("identity", true, "FIELD_INVALID")]
    [InlineData("", true, "FIELD_INVALID")]
    [InlineData("br", true, "ENCODING_NOT_SUPPORTED")]
    [InlineData("deflate", true, "ENCODING_NOT_SUPPORTED")]
    [InlineData("GZIP", true, "ENCODING_NOT_SUPPORTED")]
    public async Task CompressedFrame_IsTakenByGzipAlone(string encoding, bool isGzip, string reason)
    {
        using var response =
            await SendAsync(encoding, isGzip ? Gzip(new EarnRequest { RequestId = "x" }.ToByteArray()) : [1, 2, 3]);
        if (reason == "OK")
        {
            await response.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
            return;
        }
        var refused = Refused.InGrpc(response);
        Assert.Equal(reason, refused.Reason);
        if (reason == "ENCODING_NOT_SUPPORTED")
        {
            Assert.Equal(StatusCode.Unimplemented, refused.Code);
            Assert.Equal("identity,gzip", response.Headers.GetValues("grpc-accept-encoding").Single());
        }
    }

    [Theory]
    [InlineData(RunningGateway.MaxMessageBytes, true)]
    [InlineData(RunningGateway.MaxMessageBytes + 1, false)]
    [InlineData(64 << 20, false)]
    public async Task CompressedMessage_IsBoundedAsItIsUnpacked(int size, bool taken)
    {
        var message = new EarnRequest { RequestId = new string('x', size - (size > 2 << 20 ? 5 : 4)) };
        Assert.Equal(size, message.CalculateSize());
        using var response = await SendAsync("gzip", Gzip(message.ToByteArray()));
        if (taken)
            Assert.False(response.Headers.Contains("grpc-status"));
        else
            Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"),
                (Refused.InGrpc(response).Code, Refused.InGrpc(response).Reason));
    }

    private async Task<HttpResponseMessage> SendAsync(string encoding, byte[] packed)
    {
        var frame = new byte[5 + packed.Length];
        frame[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), packed.Length);
        packed.CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/federation.ledger.v1.LedgerService/Earn")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new("application/grpc") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Authority.Token());
        request.Headers.TryAddWithoutValidation("te", "trailers");
        if (encoding.Length > 0)
            request.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        return await gateway.Raw.SendAsync(request, Cancel);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
