using System.Collections.Frozen;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway;

/// <summary>The gRPC methods of the modules that run in the gateway's own process.</summary>
public sealed class LocalModules
{
    private readonly FrozenDictionary<string, Endpoint> methods;

    /// <param name="modules">The modules' web application, started.</param>
    /// <param name="address">Its address as a destination of the gateway's clusters.</param>
    public LocalModules(WebApplication modules, string address)
    {
        Address = address;
        Scopes = modules.Services.GetRequiredService<IServiceScopeFactory>();
        methods = modules.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText == e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName)
            .ToFrozenDictionary(e => e.RoutePattern.RawText!, Endpoint (e) => e, StringComparer.Ordinal);
    }

    public string Address { get; }

    /// <summary>Makes the scopes in which the modules' services run.</summary>
    internal IServiceScopeFactory Scopes { get; }

    /// <summary>The method with this path, <c>/package.Service/Method</c>.</summary>
    internal Endpoint? Find(string path) => methods.GetValueOrDefault(path);
}
