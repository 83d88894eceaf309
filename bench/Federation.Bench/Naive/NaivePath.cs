using System.Text.RegularExpressions;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Bench;

/// <summary>
/// What a careful team writes first: one EF Core transaction per command, with two balances, two entries, the
/// idempotency key and an outbox row. The ledger's write path is compared with it.
/// </summary>
internal sealed partial class NaivePath(DeploymentOptions deployment, int wallets) : IDisposable
{
    private readonly DbContextOptions<NaiveDb> options = Options(deployment);
    private readonly SemaphoreSlim oneWriter = new(deployment.Database == DatabaseKind.Sqlite ? 1 : int.MaxValue);

    public async Task PrepareAsync()
    {
        await using var db = new NaiveDb(options);
        // SQL Server's script is in batches, which its tools know and the server does not.
        foreach (var batch in Batches().Split(db.Database.GenerateCreateScript()))
            if (!string.IsNullOrWhiteSpace(batch))
                await db.Database.ExecuteSqlRawAsync(batch);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < wallets; i++)
            db.Add(new NaiveWallet { Id = i, Balance = 1_000_000_000 });
        await db.SaveChangesAsync();
    }

    public async Task<int> TransferAsync(int from, int to)
    {
        // The embedded database has one writer; waiting here is kinder to it than its busy time-out.
        await oneWriter.WaitAsync();
        try
        {
            await using var db = new NaiveDb(options);
            await using var transaction = await db.Database.BeginTransactionAsync();
            var request = Guid.NewGuid();
            if (await db.Keys.AnyAsync(k => k.RequestId == request))
                return 0;
            // Locked in one order, so that two transfers never wait for each other.
            var (lower, upper, change) = from < to ? (from, to, -1L) : (to, from, 1L);
            await db.Wallets.Where(w => w.Id == lower)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.Balance, w => w.Balance + change));
            await db.Wallets.Where(w => w.Id == upper)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.Balance, w => w.Balance - change));
            db.Add(new NaiveEntry { Id = Guid.NewGuid(), Wallet = from, Units = -1, RequestId = request });
            db.Add(new NaiveEntry { Id = Guid.NewGuid(), Wallet = to, Units = 1, RequestId = request });
            db.Add(new NaiveKey { RequestId = request, Response = "ok" });
            db.Add(new NaiveOutbox { Id = Guid.NewGuid(), Payload = "transferred" });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 1;
        }
        finally
        {
            oneWriter.Release();
        }
    }

    public void Dispose() => oneWriter.Dispose();

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline)]
    private static partial Regex Batches();

    private static DbContextOptions<NaiveDb> Options(DeploymentOptions deployment)
    {
        var builder = new DbContextOptionsBuilder<NaiveDb>();
        Databases.Use(builder, deployment, "naive");
        return builder.Options;
    }
}
