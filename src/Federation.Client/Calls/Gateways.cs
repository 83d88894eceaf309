using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Client;

/// <summary>The channels to an alliance's gateways, taken in turn, and the way to its token endpoint.</summary>
/// <remarks>A channel makes its handler's connections its own, so each has one to itself, and so have the
/// tokens.</remarks>
internal sealed class Gateways : IDisposable
{
    private const int MaxReceiveBytes = 16 << 20;
    private readonly GrpcChannel[] channels;
    private readonly CallInvoker[] invokers;
    private uint turn;

    public HttpClient Http { get; }

    public Gateways(FederationOptions options)
    {
        Http = new HttpClient(Handler(options));
        channels = [.. options.Addresses.Select(address => GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = Handler(options),
            DisposeHttpClient = true,
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
    }

    private static SocketsHttpHandler Handler(FederationOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        options.ConfigureHandler?.Invoke(handler);
        return handler;
    }
}
