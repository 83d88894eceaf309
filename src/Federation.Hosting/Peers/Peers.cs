using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>How modules reach each other: within this process where they run in it, over channels where they do
/// not.</summary>
public sealed class Peers(IOptions<DeploymentOptions> deployment, ModuleCredentials credentials, LocalServices local)
    : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string,
        GrpcChannel> channels = new(StringComparer.Ordinal);

    /// <summary>How <paramref name="module"/> calls <paramref name="peer"/>: with its own credential on every call over
    /// a channel.</summary>
    public CallInvoker Invoker(string module, string peer)
    {
        if (!deployment.Value.Peers.TryGetValue(peer, out var address))
            throw new StartRefusedException(
                $"The module {module} needs {peer}, which runs nowhere: add it to --services, or set "
                + $"Federation:Peers:{peer} to its address.");
        var channel = channels.GetOrAdd(address, a => GrpcChannel.ForAddress(a, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            },
            MaxReceiveMessageSize = 16 << 20,
        }));
        return new PeerInvoker(module, local, channel.Intercept(metadata =>
        {
            metadata.Add("authorization", "Bearer " + credentials.TokenFor(module));
            return metadata;
        }));
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }
}
