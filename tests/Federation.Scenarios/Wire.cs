using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Federation.Scenarios;

/// <summary>Requests below the level of a gRPC library: whatever bytes, whatever headers. A refusal is
/// thrown.</summary>
internal static class Wire
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        Expect100ContinueTimeout = TimeSpan.FromSeconds(30),
    });

    private static readonly JsonParser Parser =
        new(JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>POSTs bytes over HTTP/2 to the gRPC port, as aster.</summary>
    public static async Task SendAsync(
        HostileAlliance a, byte[] body, string path = "/federation.ledger.v1.LedgerService/Earn",
        string contentType = "application/grpc", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, a.GrpcAddress.TrimEnd('/') + path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        if (contentType.Length > 0)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.ParseAdd("trailers");
        await SendAsync(request, await a.Aster.GetAccessTokenAsync());
    }

    /// <summary>Sends a request over HTTP/1.1 to the JSON port, as aster, unless another token or none is
    /// given.</summary>
    public static async Task JsonAsync(
        HostileAlliance a, HttpMethod method, string path, string? body = null, string? token = null,
        string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, a.HttpAddress.TrimEnd('/') + path);
        if (body is not null)
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse(contentType));
        // A server that refuses a body by its length closes the connection: who does not ask first may never read why.
        request.Headers.ExpectContinue = body?.Length > 1 << 20;
        await SendAsync(request, token ?? await a.Aster.GetAccessTokenAsync());
    }

    /// <summary>Sends a body of any bytes to the JSON port, as aster.</summary>
    public static async Task JsonAsync(HostileAlliance a, HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, a.HttpAddress.TrimEnd('/') + path) { Content = content };
        await SendAsync(request, await a.Aster.GetAccessTokenAsync());
    }

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static async Task SendAsync(HttpRequestMessage request, string token)
    {
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (StatusOf(response, text) is { Code: not 0 } status)
        {
            Assert.True((int)response.StatusCode < 500, $"HTTP {response.StatusCode}: {status}");
            throw status.ToRpcException();
        }
    }

    private static Google.Rpc.Status? StatusOf(HttpResponseMessage response, string text)
    {
        var headers = response.Headers.Concat(response.TrailingHeaders).ToLookup(h => h.Key, h => h.Value.First());
        if (headers["grpc-status"].FirstOrDefault() is not { } code)
            return response.IsSuccessStatusCode ? null : Parser.Parse<Google.Rpc.Status>(text);
        if (headers["grpc-status-details-bin"].FirstOrDefault() is not { } details)
            throw new RpcException(
                new Grpc.Core.Status((StatusCode)int.Parse(code, CultureInfo.InvariantCulture), "without details"));
        return Google.Rpc.Status.Parser.ParseFrom(
            Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
    }
}
