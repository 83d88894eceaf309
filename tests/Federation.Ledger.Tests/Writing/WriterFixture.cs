using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Ledger.Tests;

/// <summary>A real database with migrated books, and writers on it: intentions for tests, no services.</summary>
internal sealed class WriterFixture : IAsyncDisposable
{
    public const string Partner = "partners/aster";
    private readonly DeploymentOptions deployment;
    private readonly TestDatabase database;
    private readonly ServiceProvider provider;
    private readonly List<LedgerWriter> writers = [];

    private WriterFixture(TestDatabase database)
    {
        this.database = database;
        deployment = database.Deployment();
        provider = new ServiceCollection().AddLogging()
            .AddModuleDb<LedgerDb, SqliteLedgerDb, PostgresLedgerDb, SqlServerLedgerDb>(deployment, "ledger")
            .BuildServiceProvider();
    }

    /// <summary>A fresh database. One that is not here is skipped, with the reason printed.</summary>
    public static async Task<WriterFixture> StartAsync(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        var fixture = new WriterFixture(await TestDatabase.CreateAsync(kind));
        await fixture.WithDbAsync(async db =>
        {
            await db.Database.MigrateAsync();
            db.Clock.Add(new ClockRow { Id = ClockRow.Only, Sandbox = false, Now = TimeProvider.System.UtcNow() });
            await db.SaveChangesAsync();
        });
        return fixture;
    }

    public TestDatabase Database => database;

    /// <summary>What the writers logged; an error that the test did not expect fails it.</summary>
    public LogCollector Log { get; } = new();

    /// <summary>Sets the clock that a group reads, where that is the database's and not the process's. Nobody can set a
    /// server's back for a test: the row of a sandbox stands for it, which is read in the same place.</summary>
    public Task SetDatabaseClockAsync(DateTimeOffset now) => deployment.Database == DatabaseKind.Sqlite
        ? Task.CompletedTask
        : WithDbAsync(db => db.Clock.ExecuteUpdateAsync(
            c => c.SetProperty(x => x.Sandbox, true).SetProperty(x => x.Now, now)));

    public IPostingStore NewStore() => LedgerModule.StoreFor(deployment);

    /// <summary>The database as <see cref="OfflineBooks"/> is told of it.</summary>
    public string OfflineName => deployment.Database switch
    {
        DatabaseKind.Postgres => "postgres:" + deployment.Connection,
        DatabaseKind.SqlServer => "sqlserver:" + deployment.Connection,
        _ => "sqlite:" + deployment.DataDirectory,
    };

    /// <summary>A writer, as one node has it; but on SQLite there may be several.</summary>
    public async Task<LedgerWriter> WriterAsync(
        IPostingStore? store = null, LedgerOptions? options = null, CoinPolicies? policies = null,
        TimeProvider? time = null)
    {
        options ??= new LedgerOptions();
        if (store is not null || deployment.Database == DatabaseKind.Sqlite)
            options.Writers = 1;
        var writer = new LedgerWriter(() => store ?? NewStore(), provider.GetRequiredService<IServiceScopeFactory>(),
            () => policies ?? Policies, Options.Create(options), time
            ?? TimeProvider.System, new LedgerMeter(), Log.For<LedgerWriter>());
        writers.Add(writer);
        await writer.StartAsync(CancellationToken.None);
        return writer;
    }

    /// <summary>The tests' coins never expire.</summary>
    public static CoinPolicies Policies { get; } = new(
        new[] { "aster", "birch", "cedar", "dune" }.ToDictionary(coin => coin, _ => CoinPolicy.NeverExpires));

    public static Command Command(JournalKind kind, WalletKey wallet, long units, Guid? request = null)
    {
        var envelope = EnvelopeOf($"{kind} {wallet} {units}", request);
        return kind switch
        {
            JournalKind.Earn => new Command.Earn(envelope, wallet, units),
            JournalKind.Redeem => new Command.Redeem(envelope, wallet, units),
            JournalKind.Clawback => new Command.Clawback(envelope, wallet, units),
            JournalKind.Adjust => new Command.Adjust(envelope, wallet, units),
            JournalKind.Hold => new Command.Hold(envelope, wallet, units, TimeSpan.Zero),
            JournalKind.Freeze => new Command.Freeze(envelope, wallet),
            JournalKind.Unfreeze => new Command.Unfreeze(envelope, wallet),
            JournalKind.CloseWallet => new Command.CloseWallet(envelope, wallet),
            JournalKind.Expire => new Command.Expire(envelope, wallet),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not on a wallet alone."),
        };
    }

    public static Envelope EnvelopeOf(string content, Guid? request = null) => new()
    {
        Principal = Principal.Parse(Partner),
        RequestId = request ?? Guid.CreateVersion7(),
        Fingerprint = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)),
    };

    /// <summary>A payment from one wallet to another of the same coin, as a transfer that touches two
    /// wallets.</summary>
    public static Command Transfer(WalletKey from, WalletKey to, long units, Guid request) => new Command.Exchange(
        EnvelopeOf($"{from} {to} {units}", request),
        [new Leg(AccountKind.Wallet, from.Coin, -units, from), new Leg(AccountKind.Wallet, to.Coin, units, to)]);

    public static async Task<CommandOutcome> PostAsync(LedgerWriter writer, Command command) =>
        (await writer.SubmitAsync([command], false, CancellationToken.None))[0];

    public async Task<T> WithDbAsync<T>(Func<LedgerDb, Task<T>> read)
    {
        await using var scope = provider.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<LedgerDb>());
    }

    public Task WithDbAsync(Func<LedgerDb, Task> work) => WithDbAsync(async db =>
    {
        await work(db);
        return 0;
    });

    /// <summary>What the entries say must be what the rows say; group numbers have no gaps.</summary>
    public Task AssertBooksAsync() => WithDbAsync(async db =>
    {
        var entries = await db.Entries.AsNoTracking().ToListAsync();
        Assert.All(entries.GroupBy(e => (e.JournalId, e.Asset)), g => Assert.Equal(0, g.Sum(e => e.Units)));
        foreach (var wallet in await db.Wallets.AsNoTracking().ToListAsync())
        {
            var own = entries.Where(e => e.WalletId == wallet.Id).OrderBy(e => e.Version).ToList();
            Assert.Equal(
                own.Where(e => e.Kind is AccountKind.Wallet or AccountKind.Held).Sum(e => e.Units), wallet.Balance);
            Assert.Equal(own.Where(e => e.Kind == AccountKind.Receivable).Sum(e => e.Units), wallet.Receivable);
            Assert.Equal(Enumerable.Range(1, own.Count).Select(n => (long)n), own.Select(e => e.Version!.Value));
        }
        var totals = await db.Totals.AsNoTracking().ToListAsync();
        Assert.Equal(totals.Where(t => t.Kind == TotalKind.Wallets)
            .Sum(t => t.Units), entries.Where(e => e.Kind == AccountKind.Wallet).Sum(e => e.Units));
        Assert.Equal(totals.Where(t => t.Kind == TotalKind.Issued)
            .Sum(t => t.Units), entries.Where(e => e.Kind == AccountKind.Issued).Sum(e => e.Units));
        var numbers = await db.Groups.AsNoTracking().Where(g => g.Number > 0).OrderBy(g => g.Number)
            .Select(g => g.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        Assert.Equal(numbers.Count, await db.LogHead.Select(h => h.Number).SingleAsync());
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in writers)
        {
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
        }
        await provider.DisposeAsync();
        await database.DisposeAsync();
        Log.Errors.AssertNone();
        Log.Dispose();
    }
}
