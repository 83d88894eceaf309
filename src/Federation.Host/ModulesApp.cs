using System.Net;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Federation.Host;

/// <summary>One web application with all modules of this process.</summary>
internal static class ModulesApp
{
    private const string MetadataPath = "/private/openid-configuration";
    private const string KeysPath = "/.well-known/jwks";

    /// <summary>Registers the modules, without a place to listen: enough for verbs that work on the database.</summary>
    public static WebApplicationBuilder Builder(HostSettings settings, DeploymentOptions deployment, AllianceKey key)
    {
        var builder = Apps.Builder(settings);
        builder.AddModuleDefaults(deployment, key);
        foreach (var module in settings.Modules)
            module.Add(builder, deployment);
        return builder;
    }

    public static WebApplication Build(
        HostSettings settings, DeploymentOptions deployment, AllianceKey key, Listening listening, Ports ports)
    {
        var (certificate, _, endpoints) = listening;
        var builder = Builder(settings, deployment, key);
        ports.HandOver(builder);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A few connections carry all calls.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1024;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 8 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;
            kestrel.Listen(endpoints!.Private, listen => listen.Protocols = HttpProtocols.Http2);
            if (endpoints.Metadata is { } metadata)
                kestrel.Listen(metadata, listen => listen.Protocols = HttpProtocols.Http1);
            if (endpoints.Shared is { } shared)
                kestrel.Listen(shared, listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                });
        });
        var app = builder.Build();
        app.MapModuleDefaults();
        foreach (var module in settings.Modules)
            module.Map(app);
        MapMetadata(app, deployment, endpoints!.Metadata);
        return app;
    }

    /// <summary>
    /// Where this process reads its own issuer's keys: not by way of the gateway, whose certificate it may have no
    /// reason to trust and whose rate limits it would use up.
    /// </summary>
    public static string MetadataAddress(IPEndPoint metadata) => $"http://{metadata}{MetadataPath}";

    private static void MapMetadata(WebApplication app, DeploymentOptions deployment, IPEndPoint? metadata)
    {
        if (metadata is not null)
            app.MapGet(MetadataPath, () => Results.Json(new Dictionary<string, string>
            {
                ["issuer"] = deployment.Issuer!,
                ["jwks_uri"] = $"http://{metadata}{KeysPath}",
            }));
    }
}
