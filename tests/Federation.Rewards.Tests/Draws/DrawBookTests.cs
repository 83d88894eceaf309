using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards.Tests;

/// <summary>The entries of a draw, as two nodes look at them at the same time.</summary>
public sealed class DrawBookTests
{
    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    /// <summary>While this node asks the ledger, the other one deletes the entry that no journal has made.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Entry_ThatAnotherNodeHasDeleted_IsInNobodysWay(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = new ServiceCollection()
            .AddModuleDb<RewardsDb, SqliteRewardsDb, PostgresRewardsDb, SqlServerRewardsDb>(
                database.Deployment(sandbox: true), RewardsModule.Name)
            .BuildServiceProvider();
        var (made, unmade, journal) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        var cancel = TestContext.Current.CancellationToken;
        await db.Database.MigrateAsync(cancel);
        db.DrawEntries.AddRange(Entry(made), Entry(unmade));
        await db.SaveChangesAsync(cancel);
        var ledger = new Peer().On<FindBundlesRequest, FindBundlesResponse>("FindBundles", _ =>
        {
            using var other = services.CreateScope();
            other.ServiceProvider.GetRequiredService<RewardsDb>().DrawEntries.Where(e => e.Id == unmade)
                .ExecuteDelete();
            return new FindBundlesResponse
            {
                Bundles =
                {
                    new PostedBundle
                    {
                        Key = DrawTallies.KeyOf(made),
                        Journal = new() { Name = $"journals/{journal:D}", GroupNumber = 7 },
                    },
                },
            };
        });
        var seen = new List<Guid>();
        await new DrawBook(db, new PostingService.PostingServiceClient(ledger)).ForEachAsync(
            new DrawId("aster", "spring"),
            (row, _) =>
            {
                seen.Add(row.Id);
                return Task.CompletedTask;
            },
            () => new CallOptions(cancellationToken: cancel), cancel);
        Assert.Equal([made], seen);
        var left = Assert.Single(await db.DrawEntries.AsNoTracking().ToListAsync(cancel));
        Assert.Equal((made, journal, 7L), (left.Id, left.Journal, left.GroupNumber));
    }

    private static DrawEntryRow Entry(Guid id) => new()
    {
        Id = id,
        PartnerId = "aster",
        DrawId = "spring",
        Member = Guid.CreateVersion7().ToByteArray(bigEndian: true),
        Tickets = 1,
    };
}
