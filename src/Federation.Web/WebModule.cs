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
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Federation.Web;

/// <summary>
/// The pages: a web application of its own, as the gateway is. It is a client of the public API like any other and
/// calls with the token of the person before the page, so it holds no key of the alliance's. Its database has who is
/// signed in; where nobody can sign in, it has none.
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
        var options = OptionsOf(builder.Configuration);
        options.PublicAddress ??= endpoint.PublicAddress;
        options.Require(deployment.Sandbox);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxFormBytes;
            endpoint.Apply(kestrel);
        });
        Add(builder, deployment, options);
        if (options.HasPeople)
            builder.Services.AddPeople(deployment, options);
        else
            // Without people there is no form, and nothing to seal.
            builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        var app = builder.Build();
        Map(app, options);
        return app;
    }

    /// <summary>Registers the database alone, for the verb <c>migrate</c>.</summary>
    public static void AddDatabase(IServiceCollection services, DeploymentOptions deployment) =>
        services.AddModuleDb<WebDb, SqliteWebDb, PostgresWebDb, SqlServerWebDb>(deployment, Name);

    /// <summary>Whether people can sign in, so that there is a database.</summary>
    public static bool HasDatabase(IConfiguration configuration) => OptionsOf(configuration).HasPeople;

    /// <summary>The file of the pages' key at the issuer in a sandbox, made where there is none.</summary>
    public static string EnsureClientKey(DeploymentOptions deployment) => ClientKey.Ensure(deployment);

    private static WebOptions OptionsOf(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new WebOptions();
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new StartRefusedException("The configuration cannot be read: " + e.Message);
        }
    }

    private static void Add(WebApplicationBuilder builder, DeploymentOptions deployment, WebOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(deployment));
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        // Pages are UTF-8: what is no markup is written as it is.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddHealthChecks();
        builder.AddTelemetry();
    }

    private static void Map(WebApplication app, WebOptions options)
    {
        // TLS may end before this process: what people see counts, and the configuration says what that is.
        if (options.PublicAddress?.Scheme == Uri.UriSchemeHttps)
            app.Use((context, next) =>
            {
                context.Request.Scheme = Uri.UriSchemeHttps;
                return next(context);
            });
        app.Use(static (context, next) =>
        {
            PageHeaders.Write(context);
            return next(context);
        });
        app.UseResponseCompression();
        // In scopes of their own: a page that was begun cannot be begun again in the same one.
        app.UseExceptionHandler(FailedPath, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(MissingPath, createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseMiddleware<SameOrigin>();
        app.UseMiddleware<SandboxPages>();
        if (options.HasPeople)
            app.UseMiddleware<SessionMiddleware>();
        app.UseAntiforgery();
        app.MapDesignFiles();
        app.MapLookSwitch();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/readyz");
        app.MapRazorComponents<App>();
        if (!options.HasPeople)
            return;
        app.MapSignIn();
        app.MapPayLive();
        app.MapLiveLists();
        app.MapWhatIf();
        app.MapSimulations();
        app.MapSurveyCsv();
        app.MapBooksCheck();
    }
}
