using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Federation.Gateway;
using Federation.Hosting;
using Federation.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Federation.Host;

/// <summary>Runs modules and gateway until the process is told to stop.</summary>
internal sealed class Serve(HostSettings settings, Ports ports, CancellationTokenSource stop)
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(100);
    private readonly DeploymentOptions deployment = settings.Deployment;
    private X509Certificate2? certificate;
    private GatewayEndpoints? gatewayEndpoints;
    private ModuleEndpoints? moduleEndpoints;
    private string? credentials;

    public static async Task<int> RunAsync(HostSettings settings)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var ports = new Ports();
        try
        {
            return await new Serve(settings, ports, stop).RunAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }

        void OnSignal(PosixSignalContext signal)
        {
            // The first asks, the second insists.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private async Task<int> RunAsync()
    {
        var key = AllianceKey.Load(deployment);
        TakePorts();
        SetAddresses();
        Topology.RequireNeeds(settings);
        using var folder = DataFolder.Hold(deployment, settings.Modules);
        await using var modules = await StartModulesAsync(key);
        await using var gateway = await StartGatewayAsync(key);
        await AnnounceAsync(modules, gateway);
        await WaitAsync();
        await StopAsync(gateway, "the gateway");
        await StopAsync(modules, "the modules");
        return 0;
    }

    private void TakePorts()
    {
        var host = settings.Host;
        if (host.TlsCert is not null)
            certificate = GatewayEndpoints.ReadCertificate(host.TlsCert, host.TlsKey, host.TlsPassword);
        if (settings.RunsGateway)
        {
            var address = HostSettings.AddressOf(host.Address);
            new GatewayEndpoints(new(address, host.GrpcPort), new(address, host.HttpPort), certificate).RefuseCleartext(deployment);
            gatewayEndpoints = new(ports.Take(address, host.GrpcPort, "--grpc-port"), ports.Take(address, host.HttpPort, "--http-port"), certificate);
        }
        if (settings.Modules.Count == 0)
            return;
        var inner = HostSettings.AddressOf(host.InternalAddress);
        var local = IPAddress.IsLoopback(inner);
        if (!local && !deployment.Sandbox && certificate is null)
            throw new StartRefusedException(
                $"In production the modules do not listen in cleartext beyond loopback ({inner}): give --tls-cert and --tls-key.");
        moduleEndpoints = new ModuleEndpoints(
            ports.Take(local ? inner : IPAddress.Loopback, local ? host.InternalPort : 0, "--internal-port"),
            local ? null : ports.Take(inner, host.InternalPort, "--internal-port"),
            settings.Modules.Any(m => m.Name == IdentityModule.Name) ? ports.Take(IPAddress.Loopback, 0, "--internal-port") : null);
    }

    /// <summary>Fills in what follows from the ports: the issuer, its metadata, and the modules of this process as peers.</summary>
    private void SetAddresses()
    {
        deployment.Issuer ??= Topology.IssuerOf(gatewayEndpoints, deployment);
        if (moduleEndpoints is null)
            return;
        if (moduleEndpoints.Metadata is { } metadata)
            deployment.MetadataAddress ??= ModulesApp.MetadataAddress(metadata);
        foreach (var module in settings.Modules)
            deployment.Peers.TryAdd(module.Name, $"http://{moduleEndpoints.Private}");
    }

    private async Task<WebApplication?> StartModulesAsync(AllianceKey key)
    {
        if (moduleEndpoints is null)
            return null;
        var app = ModulesApp.Build(settings, Topology.ForModules(settings), key, moduleEndpoints, ports, certificate);
        var migrate = deployment.Database == DatabaseKind.Sqlite || (settings.Host.Migrate && deployment.Sandbox);
        await (migrate
            ? Migrations.ApplyAsync(app.Services, deployment, stop.Token)
            : Migrations.RequireAsync(app.Services, deployment, stop.Token));
        foreach (var module in settings.Modules)
            await module.Prepare(app.Services, deployment, stop.Token);
        if (deployment.Sandbox && moduleEndpoints.Metadata is not null)
            credentials = await BootstrapCredentials.EnsureAsync(
                app.Services, deployment, deployment.Issuer!.TrimEnd('/') + IdentityModule.TokenPath, stop.Token);
        await StartAsync(app);
        return app;
    }

    private async Task<WebApplication?> StartGatewayAsync(AllianceKey key)
    {
        if (gatewayEndpoints is null)
            return null;
        var builder = Apps.Builder(settings);
        ports.HandOver(builder);
        var app = GatewayApp.Build(builder, deployment, key, gatewayEndpoints);
        await StartAsync(app);
        return app;
    }

    private async Task StartAsync(WebApplication app)
    {
        await app.StartAsync(stop.Token);
        // A background service that fails stops its application; the process goes with it, and is started anew by whoever runs it.
        app.Lifetime.ApplicationStopping.Register(stop.Cancel);
    }

    private async Task AnnounceAsync(WebApplication? modules, WebApplication? gateway)
    {
        var health = (gateway ?? modules)!.Services.GetRequiredService<HealthCheckService>();
        for (var told = false; (await health.CheckHealthAsync(stop.Token)) is { Status: HealthStatus.Unhealthy } report; told = true)
        {
            if (!told)
                Console.WriteLine(string.Join(" ", report.Entries.Values.Select(e => e.Description).Prepend("Waiting.")));
            await Task.Delay(ReadyPause, stop.Token);
        }
        Console.WriteLine($"Runs: {string.Join(", ", settings.Modules.Select(m => m.Name).Concat(gateway is null ? [] : [GatewayApp.Name]))}"
            + $" ({(deployment.Sandbox ? "sandbox" : "production")}, {deployment.Database}).");
        if (moduleEndpoints is not null)
            Console.WriteLine($"Modules: http://{moduleEndpoints.Private}" + (moduleEndpoints.Shared is { } s ? $" and {s}" : ""));
        if (credentials is not null)
            Console.WriteLine($"Demo credentials: {credentials}");
        Console.WriteLine(gatewayEndpoints is { } g
            ? $"ready grpc={g.Scheme}://{g.Grpc} http={g.Scheme}://{g.Http}"
            : $"ready internal=http://{moduleEndpoints!.Private}");
    }

    private async Task WaitAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.Register(stopped.SetResult);
        await stopped.Task;
        Console.WriteLine("Stopping.");
    }

    private static async Task StopAsync(WebApplication? app, string what)
    {
        using var limit = new CancellationTokenSource(DrainTime);
        try
        {
            await (app?.StopAsync(limit.Token) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Calls to {what} were still open after {DrainTime.TotalSeconds} seconds and were cut off.");
        }
    }
}
