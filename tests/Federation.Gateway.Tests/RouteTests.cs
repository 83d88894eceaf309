using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Testing;
using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Federation.Gateway.Tests;

public sealed class RouteTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/federation.ledger.internal.v1.PostingService/Post")]
    [InlineData("/federation.identity.internal.v1.ClientService/CreateClient")]
    [InlineData("/federation.ledger.v1.LedgerService/Forge")]
    [InlineData("/federation.ledger.v1.LedgerService")]
    [InlineData("/FEDERATION.LEDGER.V1.LEDGERSERVICE/EARN")]
    [InlineData("/nobody.Service/Nothing")]
    [InlineData("/grpc.health.v1.Health/Nothing")]
    [InlineData("/v1/clock/../x")]
    public async Task GrpcPath_NotPublic_IsServiceUnknown(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
        };
        using var response = await gateway.Raw.SendAsync(request, Cancel);
        var refused = Refused.InGrpc(response);
        Assert.Equal((StatusCode.Unimplemented, "SERVICE_UNKNOWN"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task InternalService_EvenForAModule_IsServiceUnknown()
    {
        var token = new ModuleCredentials(gateway.Key, TimeProvider.System).TokenFor("exchange");
        var refused = await Refused.ByAsync(new PostingService.PostingServiceClient(gateway.As(token)).PostAsync(
            new PostRequest(), cancellationToken: Cancel));
        Assert.Equal((StatusCode.Unimplemented, "SERVICE_UNKNOWN"), (refused.Code, refused.Reason));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/nothing")]
    [InlineData("/v2/clock")]
    [InlineData("/connect/introspect")]
    public async Task JsonPath_NotPublic_Is404(string path)
    {
        using var response = await gateway.Json.GetAsync(path, Cancel);
        var refused = await Refused.ByAsync(response);
        Assert.Equal((404, "SERVICE_UNKNOWN"), (refused.Http, refused.Reason));
    }

    [Fact]
    public void PublicServices_AreThoseOfThePermissionTable()
    {
        Assert.Equal(
            Permissions.ByMethod.Where(p => !p.Value.Internal).Select(p => p.Key).Order(StringComparer.Ordinal),
            PublicMethods.Parsers.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Every RPC and every one of its JSON paths leads to the module whose package it is in.</summary>
    [Fact]
    public async Task Routes_LeadToTheModuleOfThePackage()
    {
        using var log = new LogCollector();
        var modules = new Dictionary<string, WebApplication>();
        foreach (var name in new[]
            { "partners", "accounts", "ledger", "exchange", "identity", "programs", "rewards", "messages" })
            modules[name] = await NamingBackendAsync(name, log);
        await using var routed = await RunningGateway.StartedAsync(change: (d, _) =>
        {
            foreach (var (name, app) in modules)
                d.Peers[name] = app.Address();
        });
        // The gateway's own are answered where they are.
        foreach (var method in PublicMethods.Services.SelectMany(s => s.Methods)
            .Where(m => m.File.Package != "federation.gateway.v1"))
        {
            var module = method.File.Package.Split('.')[1];
            Assert.Equal(
                (method.FullName, module), (method.FullName, await ModuleOfAsync(routed, GrpcRequest(method))));
            var paths = PathsOf(method).ToList();
            // What streams is gRPC's alone.
            Assert.Equal(method.IsClientStreaming || method.IsServerStreaming, paths.Count == 0);
            foreach (var (verb, path) in paths)
                Assert.Equal((path, module), (path, await ModuleOfAsync(routed, new HttpRequestMessage(verb, path))));
        }
        foreach (var app in modules.Values)
            await app.DisposeAsync();
        log.Errors.AssertNone();
    }

    [Fact]
    public async Task Health_AndReflection_AreServedWithoutToken()
    {
        var health = await new Health.HealthClient(gateway.As(null)).CheckAsync(
            new HealthCheckRequest(), cancellationToken: Cancel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        using var reflection = new ServerReflection.ServerReflectionClient(gateway.As(null)).ServerReflectionInfo(
            cancellationToken: Cancel);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancel);
        Assert.True(await reflection.ResponseStream.MoveNext(Cancel));
        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.Contains(LedgerService.Descriptor.FullName, services);
        Assert.DoesNotContain(services, s => s.Contains("internal", StringComparison.Ordinal));
        await reflection.RequestStream.CompleteAsync();
    }

    [Theory]
    [InlineData(false, 200, 200)]
    [InlineData(true, 200, 503)]
    public async Task Readiness_TellsWhetherModulesAnswer(bool away, int healthz, int readyz)
    {
        await using var other = await RunningGateway.StartedAsync(change: (d, _) =>
        {
            if (away)
                d.Peers["exchange"] = Kestrels.NobodysAddress();
        });
        using var live = await other.Json.GetAsync("/healthz", Cancel);
        using var ready = await other.Json.GetAsync("/readyz", Cancel);
        Assert.Equal((healthz, readyz), ((int)live.StatusCode, (int)ready.StatusCode));
    }

    private static async Task<WebApplication> NamingBackendAsync(string name, LogCollector log)
    {
        var builder = Kestrels.Builder(log);
        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = context.Request.ContentType ?? "application/json";
            context.Response.Headers["x-module"] = name;
            return Task.CompletedTask;
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private static async Task<string> ModuleOfAsync(RunningGateway routed, HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Bearer", routed.Authority.Token());
        using var response = await (request.Version.Major == 2 ? routed.Raw : routed.Json).SendAsync(request, Cancel);
        request.Dispose();
        return response.Headers.TryGetValues("x-module", out var module) ? module.Single()
            : $"HTTP {(int)response.StatusCode}";
    }

    private static HttpRequestMessage GrpcRequest(MethodDescriptor method) =>
        new(HttpMethod.Post, $"/{method.Service.FullName}/{method.Name}")
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
        };

    private static IEnumerable<(HttpMethod Verb, string Path)> PathsOf(MethodDescriptor method)
    {
        var rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        return rule is null ? [] : rule.AdditionalBindings.Prepend(rule).Select(Sample);
    }

    /// <summary><c>/v1/{name=boards/*}:approve</c> becomes <c>/v1/boards/1:approve</c>, <c>{request_id}</c> becomes
    /// 1.</summary>
    private static (HttpMethod, string) Sample(HttpRule rule)
    {
        var (verb, template) = rule.PatternCase == HttpRule.PatternOneofCase.Get ? (HttpMethod.Get, rule.Get)
            : (HttpMethod.Post, rule.Post);
        var path = System.Text.RegularExpressions.Regex.Replace(template, @"\{[a-z_]+(=([^}]*))?\}", m =>
            m.Groups[2].Success ? m.Groups[2].Value : "1");
        return (verb, path.Replace('*', '1'));
    }
}
