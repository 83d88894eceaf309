using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Microsoft.AspNetCore.Builder;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Federation.Hosting;

/// <summary>What every process of the platform has, written once.</summary>
public static class ServiceDefaults
{
    /// <summary>Who calls a module: the issuer's tokens and those of other modules.</summary>
    private static void AddModuleIdentity(
        this IServiceCollection services, DeploymentOptions deployment, AllianceKey key)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(deployment));
        services.AddSingleton(key);
        services.AddSingleton<ModuleCredentials>();
        services.AddSingleton<RevokedClients>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<AccessLog>();
    }

    /// <summary>Who calls the gateway: the issuer's tokens alone. It needs no key of the alliance's, and so holds
    /// none.</summary>
    public static IServiceCollection AddPublicIdentity(this IServiceCollection services, DeploymentOptions deployment)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(deployment));
        services.AddSingleton(p => new AccessTokens(
            p.GetRequiredService<Microsoft.Extensions.Options.IOptions<DeploymentOptions>>(),
            modules: null, new RevokedClients(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AccessLog>();
        return services;
    }

    /// <summary>gRPC with its guard, JSON on the same RPCs, health, reflection, peers, directory and clock.</summary>
    public static WebApplicationBuilder AddModuleDefaults(
        this WebApplicationBuilder builder, DeploymentOptions deployment, AllianceKey key)
    {
        var services = builder.Services;
        services.AddModuleIdentity(deployment, key);
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
            p => new ResetsAreNoErrors(p.GetRequiredService<LoggerFactory>())));
        services.AddGrpc(o =>
        {
            o.Interceptors.Add<RequestGuard>();
            o.MaxReceiveMessageSize = deployment.MaxMessageBytes;
            o.MaxSendMessageSize = 16 << 20;
            o.CompressionProviders = [new MessageGzip(deployment.MaxMessageBytes)];
        }).AddAllianceJson();
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();
        services.AddSingleton<RequestGuard>();
        services.AddSingleton<LocalServices>();
        services.AddSingleton<Peers>();
        services.AddSingleton<PageTokens>();
        services.AddSingleton<AnswerStreams>();
        services.AddSingleton(new MemberNames(key.Derive("member-names")));
        services.AddPeer<DirectoryService.DirectoryServiceClient>("directory", "partners");
        services.AddPeer<ClockService.ClockServiceClient>("clock", "ledger");
        services.AddSingleton<PartnerDirectory>();
        services.AddHostedService(p => p.GetRequiredService<PartnerDirectory>());
        services.AddSingleton<AllianceClock>();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>JSON on the same RPCs.</summary>
    public static void AddAllianceJson(this IGrpcServerBuilder grpc) => grpc.AddJsonTranscoding(o =>
    {
        // As proto3's JSON mapping says: many readers take a number for a double, which is exact to 2^53 alone.
        o.JsonSettings.WriteInt64sAsStrings = true;
        o.TypeRegistry = Google.Protobuf.Reflection.TypeRegistry.FromFiles(
            Exchange.V1.ExchangeReflection.Descriptor, Programs.V1.OrderDetailReflection.Descriptor,
            Programs.V1.CorrectionReflection.Descriptor, Rewards.V1.RedemptionReflection.Descriptor,
            Rewards.V1.RewardServiceReflection.Descriptor, Rewards.V1.DrawServiceReflection.Descriptor,
            Partners.V1.CoinServiceReflection.Descriptor, Messages.V1.MessageServiceReflection.Descriptor,
            Google.Rpc.ErrorDetailsReflection.Descriptor);
    });

    /// <summary>Health and reflection, on the modules' own endpoint.</summary>
    public static void MapModuleDefaults(this IEndpointRouteBuilder app)
    {
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapHealthChecks("/healthz");
    }

    /// <summary>OpenTelemetry over OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return builder;
        builder.Services.AddOpenTelemetry()
            .WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Federation.*")
                .AddOtlpExporter())
            .WithTracing(t => t.AddAspNetCoreInstrumentation().AddSource("Federation.*").AddOtlpExporter());
        return builder;
    }
}
