using Federation.Hosting;
using Grpc.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace Federation.Gateway;

/// <summary>
/// The edge: routes as data, tokens and rates checked, everything else refused. It is no trust boundary: each module
/// checks again for itself.
/// </summary>
public static class GatewayApp
{
    public const string Name = "gateway";

    /// <summary>The routes' file, beside the executable.</summary>
    public static string RoutesFile => Path.Combine(AppContext.BaseDirectory, "gateway", "appsettings.json");

    /// <summary>Makes the gateway, with a Kestrel of its own.</summary>
    /// <param name="builder">Where its logging and configuration come from; it is over the routes' file.</param>
    /// <param name="deployment">The deployment, with the modules' addresses.</param>
    /// <param name="endpoints">Where it listens.</param>
    /// <param name="local">The modules of this process, or null where none runs.</param>
    /// <exception cref="StartRefusedException">The options cannot be right.</exception>
    public static WebApplication Build(
        WebApplicationBuilder builder, DeploymentOptions deployment, GatewayEndpoints endpoints,
        LocalModules? local = null)
    {
        endpoints.RefuseCleartext(deployment);
        var options = Configure(builder, deployment);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = deployment.MaxMessageBytes + UnaryFrame.PrefixBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
            endpoints.Apply(kestrel);
        });
        builder.Services.AddPublicIdentity(deployment);
        AddForwarding(builder);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<ApiDocument>();
        builder.Services.AddSingleton(new ReflectionServiceImpl(PublicMethods.Services.Concat(PublicMethods.Own)));
        AddOwnServices(builder, deployment, options);
        builder.Services.AddGrpcHealthChecks().AddCheck<Readiness>("modules");
        builder.AddTelemetry();
        return Map(builder.Build(), local);
    }

    /// <summary>Registers the database alone, for the verb <c>migrate</c>.</summary>
    public static void AddDatabase(IServiceCollection services, DeploymentOptions deployment) =>
        services.AddModuleDb<GatewayDb, SqliteGatewayDb, PostgresGatewayDb, SqlServerGatewayDb>(deployment, Name);

    private static void AddOwnServices(
        WebApplicationBuilder builder, DeploymentOptions deployment, GatewayOptions options)
    {
        var services = builder.Services;
        services.AddGrpc(o =>
        {
            o.IgnoreUnknownServices = true;
            o.Interceptors.Add<CallerLeft>();
        })
            // Health and reflection are for everybody.
            .AddServiceOptions<RequestService>(o => o.Interceptors.Add<RequestGuard>())
            .AddServiceOptions<TaskService>(o => o.Interceptors.Add<RequestGuard>())
            .AddAllianceJson();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<ModuleChannels>();
        // Not secret: a page token is bound to its query, and whoever makes one up sees what it may see without one.
        services.AddSingleton(new PageTokens("gateway"u8.ToArray()));
        if (!options.KeepRequests)
            return;
        AddDatabase(services, deployment);
        services.AddTableSweep<GatewayDb, RequestSweep>();
        services.AddSingleton<RequestWriter>();
        services.AddHostedService(p => p.GetRequiredService<RequestWriter>());
    }

    private static GatewayOptions Configure(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var file = new ConfigurationBuilder().AddJsonFile(RoutesFile, optional: false).Build();
        var clusters = file.GetSection("ReverseProxy:Clusters").GetChildren().Select(c => c.Key).ToList();
        var given = builder.Configuration.AsEnumerable().Where(p => p.Value is not null).ToList();
        builder.Configuration.AddConfiguration(file);
        builder.Configuration.AddInMemoryCollection(Destinations.Settings(deployment, clusters));
        builder.Configuration.AddInMemoryCollection(given);
        builder.Services.AddSingleton(new RoutedModules([.. clusters.Select(Destinations.ModuleOf).Distinct()]));
        var options =
            builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        var problems = options.Problems().ToList();
        return problems.Count == 0 ? options : throw new StartRefusedException(string.Join(" ", problems));
    }

    private static void AddForwarding(WebApplicationBuilder builder)
    {
        // A module that is away is reported to its callers; the forwarder would log each of them with a stack trace.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddSingleton<SharedHttpClient>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory>(p => p.GetRequiredService<SharedHttpClient>());
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddTransforms(route =>
            {
                var kind = RouteKind.Of(route.Route);
                // What a caller says of other proxies is not believed; the issuer learns how it was called.
                route.AddRequestHeaderRemove("Forwarded");
                route.AddXForwarded(
                    kind == RouteKind.Identity ? ForwardedTransformActions.Set : ForwardedTransformActions.Remove);
                if (kind == RouteKind.Identity)
                    route.AddOriginalHost();
                else if (kind == RouteKind.Grpc)
                    route.AddResponseTransform(ModuleAnswers.OfGrpcAsync);
                else if (kind == RouteKind.Json)
                    route.AddResponseTransform(ModuleAnswers.OfJsonAsync);
            });
    }

    private static WebApplication Map(WebApplication app, LocalModules? local)
    {
        app.UseRouting();
        app.UseMiddleware<Edge>();
        app.MapReverseProxy(proxy =>
            {
                if (local is not null)
                    proxy.UseMiddleware<HandOver>(local);
                proxy.UseLoadBalancing();
            }).ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(RouteKind.Of(route)));
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz");
        app.MapGrpcHealthChecksService();
        app.MapGrpcService<ReflectionServiceImpl>();
        foreach (var own in new[] { app.MapPublicService<RequestService>(), app.MapPublicService<TaskService>() })
            own.Add(endpoint => endpoint.Metadata.Add(
                endpoint.Metadata.OfType<GrpcJsonTranscodingMetadata>().Any() ? RouteKind.Json : RouteKind.Grpc));
        app.MapApiPages();
        return app;
    }
}
