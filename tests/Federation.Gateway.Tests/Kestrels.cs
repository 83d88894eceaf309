using System.Net;
using System.Net.Sockets;
using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Gateway.Tests;

/// <summary>Real servers on dynamic loopback ports.</summary>
internal static class Kestrels
{
    public static WebApplicationBuilder Builder(LogCollector log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        log.Collect(builder.Logging);
        return builder;
    }

    public static string Address(this WebApplication app, int index = 0) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);

    /// <summary>An address where nobody listens.</summary>
    public static string NobodysAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
