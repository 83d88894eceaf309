using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Client;

/// <summary>The channels to an alliance's gateways over one HTTP/2 connection pool, taken in turn.</summary>
internal sealed class Gateways : IDisposable
{
    private const int MaxReceiveBytes = 16 << 20;
    private readonly SocketsHttpHandler handler;
    private readonly GrpcChannel[] channels;
    private readonly CallInvoker[] invokers;
    private uint turn;

    public HttpClient Http { get; }

    public Gateways(FederationOptions options)
    {
        handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        options.ConfigureHandler?.Invoke(handler);
        Http = new HttpClient(handler, disposeHandler: false);
        channels = [.. options.Addresses.Select(address => GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = false,
            MaxReceiveMessageSize = MaxReceiveBytes,
        }))];
        invokers = [.. channels.Select(c => c.CreateCallInvoker())];
    }

    public CallInvoker Next() => invokers[Interlocked.Increment(ref turn) % (uint)invokers.Length];

    public void Dispose()
    {
        foreach (var channel in channels)
            channel.Dispose();
        Http.Dispose();
        handler.Dispose();
    }
}
