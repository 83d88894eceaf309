using System.Net;
using System.Security.Cryptography.X509Certificates;
using Federation.Hosting;
using Federation.Testing;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Federation.Gateway.Tests;

/// <summary>A gateway before one backend, with an authority whose tokens it takes.</summary>
public class RunningGateway : IAsyncLifetime
{
    public const int MaxMessageBytes = 64 << 10;
    private static readonly string[] Modules =
        ["partners", "accounts", "ledger", "exchange", "identity", "programs", "rewards", "messages"];
    private WebApplication? app;
    private GrpcChannel? channel;
    private int callsUnderWay;

    public Authority Authority { get; } = new();

    public Backend Backend { get; } = new();

    /// <summary>What the gateway, the backend and the authority logged.</summary>
    public LogCollector Log { get; } = new();

    /// <summary>The errors among it: any that no test expected fails the test, or the class that shares this.</summary>
    public LoggedErrors Errors => Log.Errors;

    /// <summary>Waits until no call is in the gateway any more.</summary>
    public async Task IdleAsync()
    {
        while (Volatile.Read(ref callsUnderWay) > 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    /// <summary>The modules' key, which the gateway does not have.</summary>
    public AllianceKey Key { get; } = AllianceKey.FromSecret(new byte[32]);

    public HttpClient Json { get; private set; } = null!;

    /// <summary>HTTP/2 without a gRPC client, for what no such client would send.</summary>
    public HttpClient Raw { get; private set; } = null!;

    public ValueTask InitializeAsync() => StartAsync();

    /// <summary>Whether the backend's methods are called in process.</summary>
    protected virtual bool InProcess => false;

    /// <summary>Starts it otherwise than the fixture would.</summary>
    public static async Task<RunningGateway> StartedAsync(
        Dictionary<string, string?>? settings = null, Action<DeploymentOptions, RunningGateway>? change = null,
            GatewayEndpoints? endpoints = null, bool inProcess = false, ITransformProvider? transforms = null)
    {
        var gateway = inProcess ? new LocalGateway() : new RunningGateway();
        await gateway.StartAsync(settings, change, endpoints, transforms);
        return gateway;
    }

    public CallInvoker As(string? token) => channel!.Intercept(metadata =>
    {
        if (token is not null)
            metadata.Add("authorization", "Bearer " + token);
        return metadata;
    });

    private async ValueTask StartAsync(
        Dictionary<string, string?>? settings = null, Action<DeploymentOptions, RunningGateway>? change = null,
            GatewayEndpoints? endpoints = null, ITransformProvider? transforms = null)
    {
        await Authority.StartAsync(Log);
        await Backend.StartAsync(Log);
        var deployment =
            new DeploymentOptions { Sandbox = true, Issuer = Authority.Issuer, MaxMessageBytes = MaxMessageBytes };
        foreach (var module in Modules)
            deployment.Peers[module] = Backend.Address;
        change?.Invoke(deployment, this);
        var builder = Kestrels.Builder(Log);
        builder.Services.AddSingleton<IStartupFilter>(new Counting(this));
        if (transforms is not null)
            builder.Services.AddSingleton(transforms);
        // Every call here shows a token of its own, and all come from one address.
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string,
            string?>
            { ["Gateway:AddressPermitsPerSecond"] = "100000", ["Gateway:AddressBurst"] = "100000" });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        app = GatewayApp.Build(
            builder, deployment, endpoints ?? Loopback(), InProcess ? new LocalModules(Backend.App, Backend.Address)
            : null);
        if (settings?.GetValueOrDefault("Gateway:KeepRequests") == "true")
            await MigrateAsync(app.Services);
        await app.StartAsync(TestContext.Current.CancellationToken);
        channel = GrpcChannel.ForAddress(
            app.Address(0), new GrpcChannelOptions { HttpHandler = Handler(endpoints?.Certificate) });
        Raw = new HttpClient(Handler(endpoints?.Certificate))
        {
            BaseAddress = new Uri(app.Address(0)),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Json = new HttpClient(Handler(endpoints?.Certificate)) { BaseAddress = new Uri(app.Address(1)) };
    }

    private static async Task MigrateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GatewayDb>().Database
            .MigrateAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the gateway is made of.</summary>
    internal IServiceProvider Services => app!.Services;

    /// <summary>Counts the calls that are in the gateway.</summary>
    private sealed class Counting(RunningGateway gateway) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                Interlocked.Increment(ref gateway.callsUnderWay);
                try
                {
                    await rest(context);
                }
                finally
                {
                    Interlocked.Decrement(ref gateway.callsUnderWay);
                }
            });
            next(app);
        };
    }

    public static GatewayEndpoints Loopback() =>
        new(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>A test's certificate is its own authority: that one is trusted.</summary>
    private static SocketsHttpHandler Handler(X509Certificate2? trusted) => new()
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown?.GetCertHashString() == trusted?.Thumbprint },
    };

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Json?.Dispose();
        Raw?.Dispose();
        channel?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        await Backend.DisposeAsync();
        await Authority.DisposeAsync();
        Errors.AssertNone();
    }
}
