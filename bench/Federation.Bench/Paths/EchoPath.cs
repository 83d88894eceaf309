using Federation.Testing;
using Federation.Gateway;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Bench;

/// <summary>The same gateway with the same token check before a service that does nothing: what the way alone
/// costs.</summary>
internal sealed class EchoPath : IAsyncDisposable
{
    private const int Connections = 4;
    private readonly WebApplication backend;
    private readonly WebApplication gateway;
    private readonly List<GrpcChannel> channels = [];
    private readonly List<LedgerService.LedgerServiceClient> clients = [];

    private EchoPath(WebApplication backend, WebApplication gateway) =>
        (this.backend, this.gateway) = (backend, gateway);

    public static async Task<EchoPath> StartAsync(GrpcPaths host)
    {
        var (inner, grpc, http) = (FreePorts.One(), FreePorts.One(), FreePorts.One());
        var backend = Backend(inner);
        await backend.StartAsync();
        var deployment = new DeploymentOptions { Sandbox = true, DataDirectory = host.Folder, Issuer = host.Issuer };
        foreach (var module in new[]
            { "partners", "identity", "accounts", "ledger", "exchange", "programs", "rewards", "messages" })
            deployment.Peers[module] = $"http://127.0.0.1:{inner}";
        var builder =
            WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var loopback = System.Net.IPAddress.Loopback;
        var gateway = GatewayApp.Build(
            builder, deployment, new GatewayEndpoints(new(loopback, grpc), new(loopback, http), null));
        await gateway.StartAsync();
        var path = new EchoPath(backend, gateway);
        for (var i = 0; i < Connections; i++)
        {
            var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{grpc}", GrpcPaths.ChannelOptions);
            path.channels.Add(channel);
            path.clients.Add(new LedgerService.LedgerServiceClient(channel));
        }
        return path;
    }

    public async Task<int> EchoAsync(int caller, Metadata headers)
    {
        await clients[caller % Connections]
            .EarnAsync(new EarnRequest { RequestId = "echo", Member = "members/echo" }, headers);
        return 1;
    }

    private static WebApplication Backend(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(port, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<EchoService>();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(c => c.Dispose());
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    private sealed class EchoService : LedgerService.LedgerServiceBase
    {
        private static readonly EarnResponse Answer = new() { Journal = new Journal { Name = "journals/echo" } };

        public override Task<EarnResponse> Earn(EarnRequest request, ServerCallContext context) =>
            Task.FromResult(Answer);
    }
}
