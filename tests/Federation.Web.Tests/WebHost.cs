using System.Net;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Web.Tests;

/// <summary>The pages on a free port, and a client that follows no redirect and keeps no cookie.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public static Task<WebHost> StartAsync(bool sandbox = true) =>
        StartAsync(new DeploymentOptions { Sandbox = sandbox }, 0, TimeProvider.System, []);

    /// <summary>With people, where the configuration names an issuer.</summary>
    public static async Task<WebHost> StartAsync(
        DeploymentOptions deployment, int port, TimeProvider time, Dictionary<string, string?> configuration,
        LogCollector? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        log?.Collect(builder.Logging);
        builder.Configuration.AddInMemoryCollection(configuration.Where(c => c.Value is not null));
        builder.Services.AddSingleton(time);
        var app = WebModule.Build(builder, deployment, new WebEndpoint(new IPEndPoint(IPAddress.Loopback, port)));
        if (configuration.Count > 0)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<WebDb>().Database.MigrateAsync();
        }
        await app.StartAsync();
        return new WebHost(app);
    }

    /// <summary>Asks for a page with headers of the caller's own.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
