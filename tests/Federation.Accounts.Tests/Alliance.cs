using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Accounts.Tests;

/// <summary>
/// The module over a database of its own, with its neighbours. Brands: aster with two coins, birch with a coin and a
/// merchant, cedar with a coin, plain without.
/// </summary>
public abstract class Alliance(DatabaseKind database) : IAsyncLifetime
{
    private readonly StandingTime time = new();
    private TestDatabase? tables;
    private Neighbours neighbours = null!;
    private WebApplication app = null!;

    /// <summary>What the module and its neighbours logged.</summary>
    public LogCollector Log { get; } = new();

    /// <summary>The errors among it: any that no test expected fails the class that shares this.</summary>
    public LoggedErrors Errors => Log.Errors;

    internal MemberNames Names => app.Services.GetRequiredService<MemberNames>();

    internal LedgerNeighbour Ledger => neighbours.Ledger;

    internal ClockNeighbour Clock => neighbours.Clock;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        neighbours = await Neighbours.StartAsync(Log);
        neighbours.Directory.Change(FirstDirectory);
        tables = await TestDatabase.CreateAsync(database);
        var deployment = tables.Deployment(sandbox: true);
        deployment.Peers["ledger"] = deployment.Peers["partners"] = neighbours.Address;
        var builder = WebApplication.CreateSlimBuilder();
        Log.Collect(builder.Logging);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddModuleDefaults(deployment, AllianceKey.FromSecret(new byte[32]));
        AccountsModule.Add(builder, deployment);
        app = builder.Build();
        AccountsModule.Map(app);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDb>().Database.MigrateAsync();
    }

    /// <summary>Why there is no such alliance here; null when there is one.</summary>
    public string? Missing => TestDatabase.Missing(database);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (tables is null)
            return;
        await app.DisposeAsync();
        await neighbours.DisposeAsync();
        await tables.DisposeAsync();
        Errors.AssertNone();
        Log.Dispose();
    }

    internal Brand Brand(string partnerId, string? person = null) => new(this, partnerId, person);

    internal Person Person(string name, Role role) => new(this, name, role);

    /// <summary>What the module's sweeper does in one turn.</summary>
    public Task Sweep() => app.Services.GetRequiredService<TableSweeper<AccountsDb>>()
        .TurnAsync(TestContext.Current.CancellationToken);

    /// <summary>System time.</summary>
    public DateTimeOffset Now => time.Now;

    public void Pass(TimeSpan span) => time.Now += span;

    public void GivenCoin(string partnerId, string coinId)
    {
        neighbours.Directory.Change(d => d.Coins.Add(new DirectoryCoin { Id = coinId, PartnerId = partnerId }));
        // Longer than the directory's shortest time between two looks.
        Pass(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>Suspends a brand while the work is done.</summary>
    public async Task WhileSuspended(string partnerId, Func<Task> work)
    {
        neighbours.Directory.Change(d => d.Partners.Single(p => p.Id == partnerId).Suspended = true);
        try
        {
            await app.Services.GetRequiredService<PartnerDirectory>().FreshAsync(TestContext.Current.CancellationToken);
            await work();
        }
        finally
        {
            neighbours.Directory.Change(d => d.Partners.Single(p => p.Id == partnerId).Suspended = false);
        }
    }

    /// <summary>Tells the ledger what commands left untold.</summary>
    public async Task SweepWalletNotices()
    {
        while (await app.Services.GetRequiredService<WalletNoticeSweep>().RoundAsync(CancellationToken.None))
        {
        }
    }

    internal WalletState? WalletOf(Brand brand, string member, string coinId) =>
        Ledger.StateOf(brand.InternalId(member), coinId);

    public async Task<ResolveSpendingResponse> Resolve(ResolveSpendingRequest request) =>
        (await ResolveAll(new BatchResolveSpendingRequest { Requests = { request } })).Responses[0];

    public Task<BatchResolveSpendingResponse> ResolveAll(BatchResolveSpendingRequest request) => In(
        services => ActivatorUtilities.CreateInstance<ConsentService>(services).BatchResolveSpending(request, new Call(
            "federation.accounts.internal.v1.ConsentService", "BatchResolveSpending",
            new Caller(Principal.Parse("partners/birch"), Role.Module, new HashSet<string>(), "exchange"))));

    /// <summary>What the identity module is told of a brand's name of a member.</summary>
    internal async Task<(string Id, Internal.V1.MemberState State)> ResolveMember(string partnerId, string name)
    {
        var answer = await In(services => ActivatorUtilities.CreateInstance<MembershipService>(services).ResolveMember(
            new() { PartnerId = partnerId, Member = name }, ByIdentity("ResolveMember")));
        return (answer.MemberId, answer.State);
    }

    /// <summary>The brands whose customer a person has shown to be.</summary>
    internal async Task<IReadOnlyList<string>> ProvenLinks(string memberId, string person) =>
        (await In(services => ActivatorUtilities.CreateInstance<MembershipService>(services).ListProvenLinks(
            new() { MemberId = memberId, Person = person }, ByIdentity("ListProvenLinks")))).PartnerIds;

    private static Call ByIdentity(string method) =>
        new("federation.accounts.internal.v1.MembershipService", method, Caller.OfModule("identity"));

    /// <summary>Every answer that is remembered, as one text.</summary>
    public Task<string> RememberedAnswers() => In(async services => string.Join('\n',
        (await services.GetRequiredService<AccountsDb>().Commands.AsNoTracking().ToListAsync())
        .Select(c => System.Text.Encoding.Latin1.GetString(c.Response ?? []))));

    internal async Task<T> In<T>(Func<IServiceProvider, Task<T>> work)
    {
        // SQLite's calls do not yield; on a thread of its own, each call runs beside the others.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public static async Task<Refusal> Refused(ErrorReason reason, Func<Task> call)
    {
        var refusal = (await Assert.ThrowsAsync<RefusalException>(call)).Refusal;
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }

    /// <summary>The refusal that the call came to, or null.</summary>
    public static async Task<Refusal?> Outcome(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RefusalException e)
        {
            return e.Refusal;
        }
    }

    private static void FirstDirectory(GetDirectoryResponse directory)
    {
        foreach (var id in new[] { "aster", "birch", "cedar", "plain" })
            directory.Partners.Add(new DirectoryPartner { Id = id });
        foreach (var coin in new[] { "aster", "aster-gold", "birch", "cedar" })
            directory.Coins.Add(new DirectoryCoin { Id = coin, PartnerId = coin.Split('-')[0] });
        directory.Merchants.Add(new DirectoryMerchant { PartnerId = "birch", Id = "cafe", CoinId = "birch" });
    }
}

public sealed class SqliteAlliance() : Alliance(DatabaseKind.Sqlite);

public sealed class PostgresAlliance() : Alliance(DatabaseKind.Postgres);

public sealed class SqlServerAlliance() : Alliance(DatabaseKind.SqlServer);
