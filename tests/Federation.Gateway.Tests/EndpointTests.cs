using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Gateway.Tests;

public sealed class EndpointTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tls_ServesBothProtocolsOnEachEndpoint()
    {
        using var certificate = Certificate();
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        await using var gateway = await RunningGateway.StartedAsync(
            change: (d, _) => d.Sandbox = false, endpoints: new GatewayEndpoints(loopback, loopback, certificate));
        var token = gateway.Authority.Token();
        await new ClockService.ClockServiceClient(gateway.As(token)).GetClockAsync(
            new GetClockRequest(), cancellationToken: Cancel);
        foreach (var client in new[] { gateway.Json, gateway.Raw })
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, new Uri(client.BaseAddress!, "/v1/clock"))
            { Version = HttpVersion.Version11 };
            request.Headers.Authorization = new("Bearer", token);
            using var response = await client.SendAsync(request, Cancel);
            Assert.Equal((HttpStatusCode.OK, "https"), (response.StatusCode, client.BaseAddress!.Scheme));
        }
    }

    [Theory]
    [InlineData("0.0.0.0", false, false, true)]
    [InlineData("192.0.2.1", false, false, true)]
    [InlineData("127.0.0.1", false, false, false)]
    [InlineData("::1", false, false, false)]
    [InlineData("0.0.0.0", true, false, false)]
    [InlineData("0.0.0.0", false, true, false)]
    public void Cleartext_InProduction_StaysOnLoopback(string address, bool sandbox, bool tls, bool refused)
    {
        using var certificate = Certificate();
        var endpoint = new IPEndPoint(IPAddress.Parse(address), 8400);
        var endpoints = new GatewayEndpoints(endpoint, endpoint, tls ? certificate : null);
        var thrown = Record.Exception(() => endpoints.RefuseCleartext(new DeploymentOptions { Sandbox = sandbox }));
        Assert.Equal(refused, thrown is StartRefusedException);
    }

    [Fact]
    public void Options_AllWrong_AreAllReported()
    {
        var options = new GatewayOptions { PermitsPerSecond = 0, AddressBurst = -1, MaxStreamsPerConnection = 0 };
        Assert.Equal(3, options.Problems().Count());
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("100% of ß", "100%25 of %C3%9F")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    public void GrpcMessage_IsPercentEncoded(string message, string encoded) =>
        Assert.Equal(encoded, GrpcAnswer.PercentEncode(message));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
