using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Testing;
using Federation.Types.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger.Tests;

/// <summary>
/// The module over a database of its own, called as its callers are let in. Brands: aster and birch, each with a coin
/// of the same id and a till <c>shop</c>; cedar is suspended.
/// </summary>
internal sealed class RpcFixture : IAsyncDisposable
{
    private readonly WebApplication app;

    private RpcFixture(TestDatabase database, WebApplication app) => (Database, this.app) = (database, app);

    public TestDatabase Database { get; }

    public static Caller Aster { get; } = Partner("aster");

    public static Caller Birch { get; } = Partner("birch");

    public static Caller Cedar { get; } = Partner("cedar");

    public static Caller Ada { get; } = new("admins/ada", Role.AllianceAdmin, Scopes(Role.AllianceAdmin));

    /// <summary>The exchange, on behalf of birch's till.</summary>
    public static Caller ExchangeForBirch { get; } =
        new("partners/birch", Role.Module, new HashSet<string>(), "exchange");

    public static Caller AccountsForBirch { get; } =
        new("partners/birch", Role.Module, new HashSet<string>(), "accounts");

    public MemberNames Names => app.Services.GetRequiredService<MemberNames>();

    public static async Task<RpcFixture> StartAsync(DatabaseKind? kind = null, bool sandbox = true)
    {
        var chosen = kind ?? TestDatabase.Default;
        Assert.SkipWhen(TestDatabase.Missing(chosen) is not null, TestDatabase.Missing(chosen) ?? "");
        var database = await TestDatabase.CreateAsync(chosen);
        var deployment = database.Deployment(sandbox);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddModuleDefaults(deployment, AllianceKey.FromSecret(new byte[32]));
        LedgerModule.Add(builder, deployment);
        builder.Services.AddKeyedSingleton(
            "directory", new DirectoryService.DirectoryServiceClient(new RpcDirectory()));
        var fixture = new RpcFixture(database, builder.Build());
        await fixture.WithDbAsync(db => db.Database.MigrateAsync());
        await LedgerModule.PrepareAsync(fixture.app.Services, deployment);
        foreach (var service in fixture.app.Services.GetServices<IHostedService>().OfType<LedgerWriter>())
            await service.StartAsync(CancellationToken.None);
        return fixture;
    }

    public Task PrepareAsync(bool sandbox) =>
        LedgerModule.PrepareAsync(app.Services, new DeploymentOptions { Sandbox = sandbox });

    public Guid NewMember() => Names.NewId(TimeProvider.System.GetUtcNow()).Value;

    public string NameOf(Guid member, Caller caller) => Names.NameFor(caller.Viewer, new MemberId(member));

    public static string NewId() => Guid.CreateVersion7().ToString("D");

    public EarnRequest EarnOf(Guid member, long units, Caller caller, string? coin = null) => new()
    {
        RequestId = NewId(),
        Member = NameOf(member, caller),
        Amount = new CoinAmount { Coin = coin ?? "coins/" + caller.PartnerId, Units = units },
    };

    public RedeemRequest RedeemOf(Guid member, long units, Caller caller) => new()
    {
        RequestId = NewId(),
        Member = NameOf(member, caller),
        Amount = new CoinAmount { Coin = "coins/" + caller.PartnerId, Units = units },
    };

    public Task<EarnResponse> EarnAsync(Guid member, long units, Caller caller) =>
        LedgerAsync(caller, (s, c) => s.Earn(EarnOf(member, units, caller), c));

    public Task<T> LedgerAsync<T>(Caller caller, Func<LedgerService, RpcCall, Task<T>> call) => CallAsync(caller, call);

    public Task<T> PostingAsync<T>(Caller caller, Func<PostingService, RpcCall, Task<T>> call) =>
        CallAsync(caller, call);

    public Task<T> ClockAsync<T>(Caller caller, Func<ClockService, RpcCall, Task<T>> call) => CallAsync(caller, call);

    private async Task<T> CallAsync<TService, T>(Caller caller, Func<TService, RpcCall, Task<T>> call)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await call(ActivatorUtilities.CreateInstance<TService>(scope.ServiceProvider), new RpcCall(caller));
    }

    /// <summary>The reason that a call is refused for.</summary>
    public static async Task<Refusal> RefusedAsync(Task call) =>
        (await Assert.ThrowsAsync<RefusalException>(() => call)).Refusal;

    public static async Task AssertRefusedAsync(ErrorReason reason, Task call) =>
        Assert.Equal(reason, (await RefusedAsync(call)).Reason);

    public async Task WithDbAsync(Func<LedgerDb, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<LedgerDb>());
    }

    public Task<CheckBooksResponse> CheckAsync() =>
        LedgerAsync(Ada, (s, c) => s.CheckBooks(new CheckBooksRequest(), c));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<LedgerWriter>())
            await service.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static Caller Partner(string id) => new("partners/" + id, Role.PartnerAdmin, Scopes(Role.PartnerAdmin));

    private static HashSet<string> Scopes(Role role) => [.. Permissions.ScopesOf(role)];

    private sealed class RpcDirectory : CallInvoker
    {
        private readonly GetDirectoryResponse answer = new()
        {
            Version = 1,
            Partners =
            {
                new DirectoryPartner { Id = "aster" }, new DirectoryPartner { Id = "birch" },
                new DirectoryPartner { Id = "cedar", Suspended = true },
            },
            Coins =
            {
                new DirectoryCoin { Id = "aster", PartnerId = "aster" },
                new DirectoryCoin { Id = "birch", PartnerId = "birch" },
                new DirectoryCoin { Id = "cedar", PartnerId = "cedar" },
            },
            Merchants =
            {
                new DirectoryMerchant { PartnerId = "aster", Id = "shop", CoinId = "aster" },
                new DirectoryMerchant { PartnerId = "birch", Id = "shop", CoinId = "birch" },
            },
        };

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => new(
                Task.FromResult((TResponse)(object)answer.Clone()), Task.FromResult(new Metadata()),
                () => Status.DefaultSuccess, () => [], () => { });

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
                throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
                throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}

/// <summary>A call as a service sees it, with its caller already admitted.</summary>
internal sealed class RpcCall : ServerCallContext
{
    public RpcCall(Caller caller) => caller.AttachTo(this);

    protected override string MethodCore => "/test/Call";

    protected override string HostCore => "localhost";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => TestContext.Current.CancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) =>
        throw new NotSupportedException();
}
