using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts.Tests;

/// <summary>The two modules that this one talks to, as little of them as it uses, on a real port.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private readonly WebApplication app;

    private Neighbours(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public LedgerNeighbour Ledger => app.Services.GetRequiredService<LedgerNeighbour>();

    public DirectoryNeighbour Directory => app.Services.GetRequiredService<DirectoryNeighbour>();

    public ClockNeighbour Clock => app.Services.GetRequiredService<ClockNeighbour>();

    public static async Task<Neighbours> StartAsync(LogCollector log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        log.Collect(builder.Logging);
        builder.WebHost.ConfigureKestrel(o => o.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<LedgerNeighbour>();
        builder.Services.AddSingleton<DirectoryNeighbour>();
        builder.Services.AddSingleton<ClockNeighbour>();
        var app = builder.Build();
        app.MapGrpcService<LedgerNeighbour>();
        app.MapGrpcService<DirectoryNeighbour>();
        app.MapGrpcService<ClockNeighbour>();
        await app.StartAsync();
        return new Neighbours(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
