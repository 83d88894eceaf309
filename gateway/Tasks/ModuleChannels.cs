using System.Collections.Concurrent;
using Federation.Hosting;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace Federation.Gateway;

/// <summary>Channels to the modules, for what the gateway itself asks them, with its caller's token.</summary>
internal sealed class ModuleChannels(IOptions<DeploymentOptions> deployment) : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> channels = new(StringComparer.Ordinal);

    /// <summary>The module's addresses, of which each can answer.</summary>
    public IEnumerable<GrpcChannel> Of(string module) =>
        Destinations.Of(deployment.Value.Peers.GetValueOrDefault(module, ""))
            .Select(address => channels.GetOrAdd(address, static a => GrpcChannel.ForAddress(a)));

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }
}
