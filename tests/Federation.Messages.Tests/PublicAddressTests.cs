using System.Net;
using System.Security;

namespace Federation.Messages.Tests;

/// <summary>Brands' gateways lead to the public network alone.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1::1", true)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.10", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void Address_IsPublicOrNot(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://gateway.example.org/messages", true)]
    [InlineData("https://93.184.216.34/messages", true)]
    [InlineData("http://gateway.example.org/messages", false)]
    [InlineData("https://user:password@gateway.example.org/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("gopher://gateway.example.org/", false)]
    [InlineData("/messages", false)]
    [InlineData("", false)]
    public void Gateway_WithAnAddress_IsTakenOrNot(string address, bool isGood) =>
        Assert.Equal(isGood, GatewayConnections.IsGood(address, allowPrivate: false));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("169.254.169.254")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData]
    public async Task Connection_ToANameThatLeadsInside_IsRefused(params string[] addresses)
    {
        using var connections = new GatewayConnections(
            allowPrivate: false, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connections.Http.GetAsync(
            new Uri("https://gateway.example.org/"), TestContext.Current.CancellationToken));
        Assert.IsType<SecurityException>(refused.InnerException);
    }

    [Fact]
    public async Task Connection_ToARedirect_DoesNotFollow()
    {
        await using var gateway = await GatewayServer.StartAsync();
        var asked = 0;
        gateway.Answer = context =>
        {
            asked++;
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };
        using var connections = new GatewayConnections(allowPrivate: true, Dns.GetHostAddressesAsync);
        var response = await connections.Http.GetAsync(
            new Uri(gateway.Address), TestContext.Current.CancellationToken);
        Assert.Equal((302, 1), ((int)response.StatusCode, asked));
    }
}
