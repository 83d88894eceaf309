using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Federation.Design;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>
/// The pages: a web application of its own, as the gateway is. It is a client of the public API like any other, so it
/// holds neither the alliance's key nor a database.
/// </summary>
public static class WebModule
{
    public const string Name = "web";

    private const string MissingPath = "/missing";
    private const string FailedPath = "/failed";

    // A form of ours is far smaller.
    private const int MaxFormBytes = 64 << 10;

    /// <summary>Makes the application, with a Kestrel of its own.</summary>
    /// <param name="builder">Where its logging and configuration come from.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="endpoint">Where it listens.</param>
    /// <exception cref="StartRefusedException">It would send secrets in cleartext.</exception>
    public static WebApplication Build(
        WebApplicationBuilder builder, DeploymentOptions deployment, WebEndpoint endpoint)
    {
        endpoint.RefuseCleartext(deployment);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxFormBytes;
            endpoint.Apply(kestrel);
        });
        Add(builder, deployment);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void Add(WebApplicationBuilder builder, DeploymentOptions deployment)
    {
        var services = builder.Services;
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(deployment));
        services.AddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        // Pages are UTF-8: what is no markup is written as it is.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        // No page keeps anything yet that a second node or a restart would have to read.
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddHealthChecks();
        builder.AddTelemetry();
    }

    private static void Map(WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            PageHeaders.Write(context);
            return next(context);
        });
        app.UseResponseCompression();
        app.UseExceptionHandler(FailedPath);
        app.UseStatusCodePagesWithReExecute(MissingPath);
        app.UseRouting();
        app.UseMiddleware<SandboxPages>();
        app.UseAntiforgery();
        app.MapDesignFiles();
        app.MapLookSwitch();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz");
        app.MapRazorComponents<App>();
    }
}
