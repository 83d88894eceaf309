using Federation.Hosting;
using Federation.Ledger;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Bench;

/// <summary>The ledger's write path in process, without gRPC: the same transfers as the naive path.</summary>
internal sealed class LedgerPath : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private readonly LedgerWriter writer;
    private readonly WalletKey[] wallets;

    public LedgerPath(DeploymentOptions deployment, int wallets)
    {
        this.wallets = [.. Enumerable.Range(0, wallets).Select(_ => new WalletKey(Guid.CreateVersion7(), "bench"))];
        provider = new ServiceCollection().AddLogging()
            .AddModuleDb<LedgerDb, SqliteLedgerDb, PostgresLedgerDb, SqlServerLedgerDb>(deployment, "ledger").BuildServiceProvider();
        IPostingStore store = deployment.Database == DatabaseKind.Postgres
            ? new PostgresPostingStore(deployment.Connection!)
            : new SqlitePostingStore(Databases.SqliteConnectionString(deployment, "ledger"));
        writer = new LedgerWriter(store, provider.GetRequiredService<IServiceScopeFactory>(), Options.Create(new LedgerOptions()),
            TimeProvider.System, new LedgerMeter(), NullLogger<LedgerWriter>.Instance);
    }

    public async Task PrepareAsync()
    {
        await using (var scope = provider.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
            await db.Database.MigrateAsync();
            db.Clock.Add(new ClockRow { Id = ClockRow.Only, Sandbox = false, Now = TimeProvider.System.UtcNow() });
            await db.SaveChangesAsync();
        }
        await writer.StartAsync(CancellationToken.None);
        foreach (var chunk in wallets.Chunk(500))
            await SubmitAsync([.. chunk.Select(w => New(JournalKind.Earn) with { Wallet = w, Units = 1_000_000 })]);
    }

    public Task<int> TransferAsync(int from, int to)
    {
        var (source, target) = (wallets[from], wallets[to]);
        return SubmitAsync([New(JournalKind.Exchange) with
        {
            Legs = [new Leg(AccountKind.Wallet, "bench", -1, source), new Leg(AccountKind.Wallet, "bench", 1, target)],
        }]);
    }

    private async Task<int> SubmitAsync(IReadOnlyList<Command> commands)
    {
        var posted = await writer.SubmitAsync(commands, false, CancellationToken.None);
        if (posted.FirstOrDefault(p => p.Refusal is not null) is { } refused)
            throw new InvalidOperationException(refused.Refusal!.Message);
        return commands.Count;
    }

    private static Command New(JournalKind kind)
    {
        var request = Guid.CreateVersion7();
        // As a caller's request would be: the hash is part of the cost.
        return new Command
        {
            Kind = kind,
            Principal = "partners/bench",
            RequestId = request,
            Fingerprint = System.Security.Cryptography.SHA256.HashData(request.ToByteArray()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await writer.StopAsync(CancellationToken.None);
        writer.Dispose();
        await provider.DisposeAsync();
    }
}
