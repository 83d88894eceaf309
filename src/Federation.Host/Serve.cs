using System.Runtime.InteropServices;
using Federation.Gateway;
using Federation.Hosting;
using Federation.Identity;
using Federation.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Federation.Host;

/// <summary>Runs modules and gateway until the process is asked to stop.</summary>
internal sealed class Serve(HostSettings settings, Ports ports, CancellationTokenSource stop)
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReadyPause = TimeSpan.FromMilliseconds(100);
    private readonly DeploymentOptions deployment = settings.Deployment;
    private bool failed;

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
        catch (Exception e) when (DatabaseErrors.IsCancellation(e, stop.Token))
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
        // Gateway and pages hold no key of the alliance's: nothing that they do needs one.
        var key = settings.Modules.Count > 0 ? AllianceKey.Load(deployment) : null;
        var listening = Listening.On(settings, ports);
        listening.Complete(settings);
        Topology.RequireNeeds(settings);
        using var folder = DataFolder.Hold(deployment, settings.Databases);
        await using var modules = await StartModulesAsync(key, listening);
        await using var gateway = await StartGatewayAsync(listening, modules);
        await using var web = await StartWebAsync(listening);
        await WaitUntilReadyAsync((gateway ?? modules ?? web)!);
        Announce(listening);
        await WaitUntilStoppedAsync();
        await StopAsync(web, "the pages");
        await StopAsync(gateway, "the gateway");
        await StopAsync(modules, "the modules");
        return failed ? 1 : 0;
    }

    private async Task<WebApplication?> StartModulesAsync(AllianceKey? key, Listening listening)
    {
        if (key is null || listening.Modules is null)
            return null;
        var app = ModulesApp.Build(settings, Topology.ForModules(settings), key, listening, ports);
        await MigrateAsync(app.Services);
        foreach (var module in settings.Modules)
            await module.Prepare(app.Services, deployment, stop.Token);
        if (deployment.Sandbox && settings.Modules.Any(m => m.Name == IdentityModule.Name))
        {
            var tokenEndpoint = deployment.Issuer!.TrimEnd('/') + IdentityModule.TokenPath;
            var file = await BootstrapCredentials.EnsureAsync(app.Services, deployment, tokenEndpoint, stop.Token);
            Console.WriteLine($"Demo credentials: {file}");
        }
        await StartAsync(app);
        return app;
    }

    private Task MigrateAsync(IServiceProvider services)
    {
        if (settings.Host.Migrate && !deployment.Sandbox && deployment.Database != DatabaseKind.Sqlite)
            throw new StartRefusedException(
                "--migrate is for sandboxes: in production run 'federation-host migrate' before the new version.");
        var migrates = deployment.Database == DatabaseKind.Sqlite || (settings.Host.Migrate && deployment.Sandbox);
        return migrates
            ? Migrations.ApplyAsync(services, deployment, stop.Token)
            : Migrations.RequireAsync(services, deployment, stop.Token);
    }

    private async Task<WebApplication?> StartGatewayAsync(Listening listening, WebApplication? modules)
    {
        if (listening.Gateway is null)
            return null;
        var builder = Apps.Builder(settings);
        ports.HandOver(builder);
        var local = modules is null ? null : new LocalModules(modules, listening.Modules!.Address);
        var app = GatewayApp.Build(builder, deployment, listening.Gateway, local);
        if (settings.KeepsRequests)
            await MigrateAsync(app.Services);
        await StartAsync(app);
        return app;
    }

    private async Task<WebApplication?> StartWebAsync(Listening listening)
    {
        if (listening.Web is null)
            return null;
        var builder = Apps.Builder(settings);
        ports.HandOver(builder);
        var app = WebModule.Build(builder, deployment, listening.Web);
        if (WebModule.HasDatabase(settings.Configuration))
            await MigrateAsync(app.Services);
        await StartAsync(app);
        return app;
    }

    private async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync(stop.Token);
        }
        catch (OptionsValidationException e)
        {
            throw new StartRefusedException("The configuration cannot be used: " + string.Join(" ", e.Failures));
        }
        // A background service that fails stops its application. The process goes with it, for whoever runs it to see.
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            failed |= !stop.IsCancellationRequested;
            stop.Cancel();
        });
    }

    private async Task WaitUntilReadyAsync(WebApplication app)
    {
        var health = app.Services.GetRequiredService<HealthCheckService>();
        for (var reported = false; ; reported = true)
        {
            var report = await health.CheckHealthAsync(stop.Token);
            if (report.Status != HealthStatus.Unhealthy)
                return;
            if (!reported)
                Console.WriteLine("Waiting. " + string.Join(" ", report.Entries.Values.Select(e => e.Description)));
            await Task.Delay(ReadyPause, stop.Token);
        }
    }

    private void Announce(Listening listening)
    {
        var running = settings.Modules.Select(m => m.Name).ToList();
        if (settings.RunsGateway)
            running.Add(GatewayApp.Name);
        if (settings.RunsWeb)
            running.Add(WebModule.Name);
        var mode = deployment.Sandbox ? "sandbox" : "production";
        Console.WriteLine($"Runs: {string.Join(", ", running)} ({mode}, {deployment.Database}).");
        if (listening.Modules is { } modules)
            Console.WriteLine($"Modules: http://{modules.Private}" + (modules.Shared is { } s ? $" and {s}" : ""));
        var ready = "ready";
        if (listening.Gateway is { } gateway)
            ready += $" grpc={gateway.Scheme}://{gateway.Grpc} http={gateway.Scheme}://{gateway.Http}";
        else if (listening.Modules is { } own)
            ready += $" internal=http://{own.Private}";
        if (listening.Web is { } web)
            ready += $" web={web.Scheme}://{web.Address}";
        Console.WriteLine(ready);
    }

    private async Task WaitUntilStoppedAsync()
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
            await Console.Error.WriteLineAsync(
                $"Calls to {what} were still open after {DrainTime.TotalSeconds} seconds and were cut off.");
        }
    }
}
