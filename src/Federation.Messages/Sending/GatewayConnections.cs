using System.Net;
using System.Net.Sockets;
using System.Security;
using Microsoft.Extensions.Options;

namespace Federation.Messages;

/// <summary>Connections to brands' gateways: to public addresses alone, decided when one is made, so that a name
/// cannot lead elsewhere after it was checked. No redirects, no proxy, no cookies.</summary>
internal sealed class GatewayConnections : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);

    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    /// <param name="options">Whether private addresses are allowed.</param>
    public GatewayConnections(IOptions<MessagesOptions> options)
        : this(options.Value.AllowPrivateGateways, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="allowPrivate">Whether private addresses, and addresses without TLS, are allowed.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    internal GatewayConnections(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (AllowPrivate, this.resolve) = (allowPrivate, resolve);
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = ConnectLimit,
            // A name that leads elsewhere now is asked for again soon.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = CallLimit,
        };
    }

    public bool AllowPrivate { get; }

    public HttpClient Http { get; }

    /// <summary>Whether an address is one that a gateway may have; what its name leads to is decided later.</summary>
    public static bool IsGood(string address, bool allowPrivate) =>
        address.Length <= 500 && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (allowPrivate && uri.Scheme == Uri.UriSchemeHttp))
        && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && uri.Host.Length > 0
        && (allowPrivate || !IPAddress.TryParse(uri.DnsSafeHost, out var ip) || PublicAddresses.IsPublic(ip));

    public void Dispose() => Http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var address) ? [address] : await resolve(host, cancel);
        var allowed = AllowPrivate ? found : [.. found.Where(PublicAddresses.IsPublic)];
        // One that leads both ways is somebody's try to get in.
        if (allowed.Length == 0 || allowed.Length < found.Length)
            throw new SecurityException("the gateway's name leads to an address that is not public");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
