using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Federation.Hosting;
using Federation.Identity;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Testing;

/// <summary>
/// A process with the identity module, and others where asked for, on ports of the system's choice, over a database of
/// its own: HTTP/1.1 on one port, which is the issuer, HTTP/2 in cleartext on the other, as behind the gateway.
/// </summary>
public sealed class IdentityProcess : IAsyncDisposable
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");
    private readonly WebApplication app;
    private readonly HttpClient http = new();
    private readonly GrpcChannel channel;

    private IdentityProcess(WebApplication app, DeploymentOptions deployment, LogCollector log)
    {
        (this.app, Deployment, Log) = (app, deployment, log);
        var addresses = app.Urls.ToArray();
        (Http1, Http2) = (new Uri(addresses[0]), new Uri(addresses[1]));
        channel = GrpcChannel.ForAddress(Http2);
    }

    public DeploymentOptions Deployment { get; }

    /// <summary>What the process logged.</summary>
    public LogCollector Log { get; }

    /// <summary>The errors among it: any that no test expected fails the test, or the class that shares this.</summary>
    public LoggedErrors Errors => Log.Errors;

    public Uri Http1 { get; }

    public Uri Http2 { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>On a new database that goes with the test process.</summary>
    public static async Task<IdentityProcess> StartAsync() =>
        await StartAsync(await TestDatabase.CreateAsync(TestDatabase.Default));

    public static async Task<IdentityProcess> StartAsync(
        TestDatabase database, Action<WebApplicationBuilder, DeploymentOptions>? add = null,
        Action<WebApplication>? map = null,
        int? connections = null)
    {
        var deployment = database.Deployment(sandbox: true);
        if (connections is not null)
            deployment.Connection += $";Maximum Pool Size={connections}";
        foreach (var peer in (string[])["partners", "ledger", "accounts"])
            deployment.Peers[peer] = Nowhere.ToString();
        var builder = WebApplication.CreateBuilder();
        var log = new LogCollector();
        log.Collect(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2);
        });
        builder.AddModuleDefaults(deployment, AllianceKey.Load(deployment));
        IdentityModule.Add(builder, deployment);
        add?.Invoke(builder, deployment);
        var app = builder.Build();
        IdentityModule.Map(app);
        map?.Invoke(app);
        await MigrateAsync(app.Services);
        await app.StartAsync();
        var process = new IdentityProcess(app, deployment, log);
        deployment.Issuer = process.Http1.ToString();
        deployment.Peers["identity"] = process.Http2.ToString();
        await IdentityModule.PrepareAsync(app.Services);
        return process;
    }

    private static async Task MigrateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        foreach (var database in services.GetServices<ModuleDatabase>())
            await ((DbContext)scope.ServiceProvider.GetRequiredService(database.DbType)).Database.MigrateAsync();
    }

    /// <summary>A client of one of the process's services, with an access token or a module's credential.</summary>
    public TClient Client<TClient>(string token)
        where TClient : ClientBase<TClient> =>
        (TClient)Activator.CreateInstance(typeof(TClient),
            Grpc.Core.Interceptors.CallInvokerExtensions.Intercept(channel.CreateCallInvoker(), metadata =>
        {
            metadata.Add("authorization", "Bearer " + token);
            return metadata;
        }))!;

    public TClient AsModule<TClient>(string module = "partners")
        where TClient : ClientBase<TClient> =>
            Client<TClient>(Services.GetRequiredService<ModuleCredentials>().TokenFor(module));

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await http.SendAsync(request);

    /// <summary>What the token endpoint answers.</summary>
    public async Task<JsonElement> AskTokenAsync(
        string clientId, string secret, string? scope = null, bool basic = true, bool http2 = false, string grant =
            "client_credentials")
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = grant };
        if (scope is not null)
            fields["scope"] = scope;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(http2 ? Http2 : Http1, "/connect/token"))
        {
            Version = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (basic)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}")));
        else
            (fields["client_id"], fields["client_secret"]) = (clientId, secret);
        request.Content = new FormUrlEncodedContent(fields);
        using var response = await SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public async Task<string> TokenAsync(string clientId, string secret, string? scope = null) =>
        (await AskTokenAsync(clientId, secret, scope)).GetProperty("access_token").GetString()!;

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Errors.AssertNone();
        Log.Dispose();
    }
}
