using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Federation.Ledger.Tests;

/// <summary>
/// The module over a database of its own, called as its callers are let in. Brands: aster and birch, each with a coin
/// of the same id and a till <c>shop</c>; cedar is suspended. Aster has four coins more, with days that begin in UTC:
/// petal lasts 30 days, bloom too and 10 more when it comes back, fern too but not before ten days after a delivered
/// notice, moss 30 days after the member's last activity.
/// </summary>
internal sealed class RpcFixture : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool beside;
    private GrpcChannel? channel;
    private long made;

    private RpcFixture(TestDatabase database, WebApplication app, LogCollector log, bool beside = false) =>
        (Database, this.app, Log, this.beside) = (database, app, log, beside);

    public TestDatabase Database { get; }

    /// <summary>What the module logged; an error that the test did not expect fails it.</summary>
    public LogCollector Log { get; }

    public static Caller Aster { get; } = Partner("aster");

    public static Caller Birch { get; } = Partner("birch");

    public static Caller Cedar { get; } = Partner("cedar");

    public static Caller Ada { get; } =
        new(Principal.Parse("admins/ada"), Role.AllianceAdmin, Scopes(Role.AllianceAdmin));

    /// <summary>The exchange, on behalf of birch's till.</summary>
    public static Caller ExchangeForBirch { get; } =
        new(Principal.Parse("partners/birch"), Role.Module, new HashSet<string>(), "exchange");

    public static Caller AccountsForBirch { get; } =
        new(Principal.Parse("partners/birch"), Role.Module, new HashSet<string>(), "accounts");

    /// <summary>A person of a brand who signed in just now.</summary>
    public static Caller PersonOf(string brand, string person, Role role = Role.PartnerAdmin) =>
        new(Principal.Parse("partners/" + brand), role, Scopes(role))
        {
            User = $"partners/{brand}/users/{person}",
            Session = person,
            AuthTime = TimeProvider.System.GetUtcNow(),
        };

    /// <summary>A system of a brand with a credential of its own.</summary>
    public static Caller CredentialOf(string brand, string client) =>
        new(Principal.Parse("partners/" + brand), Role.PartnerAdmin, Scopes(Role.PartnerAdmin)) { ClientId = client };

    /// <summary>A member that calls for itself, in a session that has proven these brands.</summary>
    public static Caller MemberOf(Guid member, params string[] brands) => new(
        Principal.Of(new MemberId(member)), Role.Member, Scopes(Role.Member))
    { Brands = brands.ToHashSet() };

    /// <summary>The exchange, on behalf of a member that calls for itself.</summary>
    public static Caller ExchangeForMember(Guid member) => new(
        Principal.Of(new MemberId(member)), Role.Module, new HashSet<string>(), "exchange");

    /// <summary>When a sandbox's clock begins.</summary>
    public static DateTimeOffset Start { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IServiceProvider Services => app.Services;

    /// <summary>Where the module listens, if it does.</summary>
    public string Address => app.Urls.First();

    public MemberNames Names => app.Services.GetRequiredService<MemberNames>();

    /// <summary>The module behind a socket too, where a caller is who it says it is: <see cref="ClientOf"/>.</summary>
    public static Task<RpcFixture> ListeningAsync(DatabaseKind? kind = null, Action<LedgerOptions>? limits = null) =>
        StartAsync(kind, sandbox: true, listens: true, limits);

    public static Task<RpcFixture> StartAsync(DatabaseKind? kind = null, bool sandbox = true) =>
        StartAsync(kind, sandbox, listens: false, limits: null);

    /// <summary>Another node over the same database, of production, whose clock is wrong by some time.</summary>
    public async Task<RpcFixture> NodeBesideAsync(TimeSpan wrongBy)
    {
        var node = Build(Database, Database.Deployment(), limits: null, time: new WrongTime(wrongBy), beside: true);
        await node.StartWriterAsync();
        return node;
    }

    /// <summary>Stops deciding, as a process that ends.</summary>
    public Task StopWriterAsync() => app.Services.GetRequiredService<LedgerWriter>().StopAsync(CancellationToken.None);

    private Task StartWriterAsync() =>
        app.Services.GetRequiredService<LedgerWriter>().StartAsync(CancellationToken.None);

    private static async Task<RpcFixture> StartAsync(
        DatabaseKind? kind, bool sandbox, bool listens, Action<LedgerOptions>? limits)
    {
        var chosen = kind ?? TestDatabase.Default;
        Assert.SkipWhen(TestDatabase.Missing(chosen) is not null, TestDatabase.Missing(chosen) ?? "");
        var database = await TestDatabase.CreateAsync(chosen);
        var deployment = database.Deployment(sandbox);
        var fixture = Build(database, deployment, limits);
        await fixture.WithDbAsync(db => db.Database.MigrateAsync());
        await LedgerModule.PrepareAsync(fixture.app.Services, deployment);
        if (listens)
        {
            LedgerModule.Map(fixture.app);
            await fixture.app.StartAsync();
            return fixture;
        }
        await fixture.StartWriterAsync();
        return fixture;
    }

    /// <summary>The module as it would be on SQL Server, with nothing behind it; commands cannot be posted.</summary>
    public static async Task<RpcFixture> WithoutServerAsync(NoServer server)
    {
        var deployment = new DeploymentOptions
        {
            Sandbox = true,
            Database = DatabaseKind.SqlServer,
            Connection = "Server=none;Database=none",
        };
        return Build(await TestDatabase.CreateAsync(DatabaseKind.Sqlite), deployment, limits: null, server);
    }

    private static RpcFixture Build(
        TestDatabase database, DeploymentOptions deployment, Action<LedgerOptions>? limits, NoServer? server = null,
        TimeProvider? time = null, bool beside = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (server is not null)
            builder.Services.ConfigureDbContext<SqlServerLedgerDb>(o => o.AddInterceptors(server));
        var log = new LogCollector();
        log.Collect(builder.Logging);
        builder.AddModuleDefaults(deployment, AllianceKey.FromSecret(new byte[32]));
        LedgerModule.Add(builder, deployment);
        if (time is not null)
            builder.Services.AddSingleton(time);
        var directory = new RpcDirectory();
        builder.Services.AddSingleton(directory);
        builder.Services.AddKeyedSingleton("directory", new DirectoryService.DirectoryServiceClient(directory));
        builder.Services.Configure<LedgerOptions>(o => limits?.Invoke(o));
        builder.Services.Configure<GrpcServiceOptions>(o =>
        {
            o.Interceptors.Clear();
            o.Interceptors.Add<LetIn>();
        });
        builder.WebHost.ConfigureKestrel(
            k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        return new RpcFixture(database, builder.Build(), log, beside);
    }

    /// <summary>A client over a socket, whose calls are this caller's.</summary>
    public V1.LedgerService.LedgerServiceClient ClientOf(Caller caller)
    {
        channel ??= GrpcChannel.ForAddress(app.Urls.First());
        return new V1.LedgerService.LedgerServiceClient(channel.Intercept(headers =>
        {
            headers.Add("principal", caller.Principal.Name);
            return headers;
        }));
    }

    public Task PrepareAsync(bool sandbox) =>
        LedgerModule.PrepareAsync(app.Services, new DeploymentOptions { Sandbox = sandbox });

    /// <summary>A new member. Ids of one millisecond may be the same, which the accounts module would notice; here each
    /// is made in a millisecond of its own.</summary>
    public Guid NewMember() =>
        Names.NewId(DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref made))).Value;

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

    /// <summary>Earns aster's coins, of the coin that is named.</summary>
    public Task<EarnResponse> EarnAsync(Guid member, long units, string coin, Action<EarnRequest>? change = null)
    {
        var request = EarnOf(member, units, Aster, "coins/" + coin);
        change?.Invoke(request);
        return LedgerAsync(Aster, (s, c) => s.Earn(request, c));
    }

    public Task<HoldResponse> HoldAsync(Guid member, long units, string coin, TimeSpan? lifetime = null) =>
        LedgerAsync(Aster, (s, c) => s.Hold(HoldOf(member, units, coin, lifetime), c));

    public HoldRequest HoldOf(Guid member, long units, string coin, TimeSpan? lifetime = null) => new()
    {
        RequestId = NewId(),
        Member = NameOf(member, Aster),
        Amount = new CoinAmount { Coin = "coins/" + coin, Units = units },
        Lifetime = lifetime is { } time ? Duration.FromTimeSpan(time) : null,
    };

    /// <summary>The name of the hold that a Hold made.</summary>
    public static string HoldName(Journal journal) =>
        journal.Name.Replace("journals/", "holds/", StringComparison.Ordinal);

    public string WalletName(Guid member, string coin, Caller? caller = null) =>
        $"{NameOf(member, caller ?? Aster)}/wallets/{coin}";

    public async Task<Wallet> WalletAsync(
        Guid member, string coin, DateTimeOffset? asOf = null, TimeBasis basis = TimeBasis.Unspecified)
    {
        var request = new GetWalletRequest
        {
            Name = WalletName(member, coin),
            AsOfTime = asOf?.ToTimestamp(),
            Basis = basis
        };
        return (await LedgerAsync(Aster, (s, c) => s.GetWallet(request, c))).Wallet;
    }

    public Task AdvanceAsync(DateTimeOffset now) => ClockAsync(Ada, (s, c) =>
        s.AdvanceClock(new AdvanceClockRequest { RequestId = NewId(), Now = now.ToTimestamp() }, c));

    public Task<T> LedgerAsync<T>(Caller caller, Func<LedgerService, RpcCall, Task<T>> call) => CallAsync(caller, call);

    public Task<T> PostingAsync<T>(Caller caller, Func<PostingService, RpcCall, Task<T>> call) =>
        CallAsync(caller, call);

    public Task<T> AdjustmentAsync<T>(Caller caller, Func<AdjustmentService, RpcCall, Task<T>> call) =>
        CallAsync(caller, call);

    /// <summary>Closes a till, or opens it again, and lets the module know.</summary>
    public async Task CloseTillAsync(string partner, string merchant, bool closed = true)
    {
        Services.GetRequiredService<RpcDirectory>().Close(partner, merchant, closed);
        await Services.GetRequiredService<PartnerDirectory>().FreshAsync(TestContext.Current.CancellationToken);
    }

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
        channel?.Dispose();
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<LedgerWriter>())
            await service.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (!beside)
            await Database.DisposeAsync();
        Log.Errors.AssertNone();
        Log.Dispose();
    }

    private static Caller Partner(string id) =>
        new(Principal.Parse("partners/" + id), Role.PartnerAdmin, Scopes(Role.PartnerAdmin));

    private static HashSet<string> Scopes(Role role) => [.. Permissions.ScopesOf(role)];

    private sealed class WrongTime(TimeSpan wrongBy) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + wrongBy;
    }

    /// <summary>Stands where the guard stands: lets every partner in as its admin.</summary>
    private sealed class LetIn : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Partner(context.RequestHeaders.GetValue("principal")!["partners/".Length..]).AttachTo(context);
            TResponse? response = null;
            await RefusingAsync(async () => response = await continuation(request, context));
            return response!;
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            var principal = context.RequestHeaders.GetValue("principal")!;
            Partner(principal["partners/".Length..]).AttachTo(context);
            return RefusingAsync(() => continuation(requestStream, responseStream, context));
        }

        private static async Task RefusingAsync(Func<Task> call)
        {
            try
            {
                await call();
            }
            catch (RefusalException e)
            {
                throw e.Refusal.ToException();
            }
        }
    }

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
                new DirectoryCoin { Id = "petal", PartnerId = "aster", Expiry = new ExpiryRule { Days = 30 } },
                new DirectoryCoin { Id = "bloom", PartnerId = "aster", Expiry = new ExpiryRule { Days = 30 },
                    RestoreGraceDays = 10 },
                new DirectoryCoin { Id = "fern", PartnerId = "aster",
                    Expiry = new ExpiryRule
                    {
                        Days = 30,
                        NoticeDays = 10,
                        NoticeEvidence = NoticeEvidence.Delivered,
                    } },
                new DirectoryCoin { Id = "moss", PartnerId = "aster",
                    Expiry = new ExpiryRule { DaysAfterActivity = 30 } },
            },
            Merchants =
            {
                new DirectoryMerchant { PartnerId = "aster", Id = "shop", CoinId = "aster" },
                new DirectoryMerchant { PartnerId = "birch", Id = "shop", CoinId = "birch" },
            },
        };

        public void Close(string partner, string merchant, bool closed)
        {
            answer.Merchants.Single(m => m.PartnerId == partner && m.Id == merchant).Closed = closed;
            answer.Version++;
        }

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
