using System.Text;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards.Tests;

/// <summary>A pool of codes on each database: each code is taken once, for ever.</summary>
public sealed class CodePoolTests
{
    private const int Codes = 40;
    private static readonly RewardId Game = new("aster", "game");
    private static readonly AllianceKey Key = AllianceKey.FromSecret([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    /// <summary>As many redemptions as codes, each asked for by two callers at once, and then again.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Codes_TakenAtTheSameTime_AreGivenOnce(DatabaseKind kind)
    {
        await using var world = await World.StartAsync(kind);
        await world.AddAsync(Game, [.. Enumerable.Range(0, Codes).Select(i => $"CODE-{i}")]);
        var redemptions = Enumerable.Range(0, Codes).Select(_ => new RedemptionId("aster", Guid.NewGuid())).ToList();
        var taken = await Task.WhenAll(redemptions.Concat(redemptions).Select(r => world.TakeAsync(r, Game)));
        Assert.Equal(Codes, taken.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(taken[..Codes], taken[Codes..]);
        // Another process finds the same.
        foreach (var (redemption, code) in redemptions.Zip(taken))
            Assert.Equal(code, await world.TakeAsync(redemption, Game));
        Assert.Equal(0, await world.WithAsync(db => db.Codes.CountAsync(c => c.RedemptionId == null)));
    }

    /// <summary>Another caller takes the last code for the same redemption while this one looks: both get it.</summary>
    [Fact]
    public async Task LastCode_TakenMeanwhileForTheSameRedemption_IsItsAnswer()
    {
        var reads = new AfterOneRead();
        await using var world = await World.StartAsync(TestDatabase.Default, reads);
        await world.AddAsync(Game, ["LAST"]);
        var redemption = new RedemptionId("aster", Guid.NewGuid());
        string? other = null;
        reads.Next = async () => other = await world.TakeAsync(redemption, Game);
        Assert.Equal("LAST", await world.TakeAsync(redemption, Game));
        Assert.Equal("LAST", other);
    }

    /// <summary>A redemption without a code that is left is a fault, never another's code; nor is another reward's pool
    /// touched.</summary>
    [Fact]
    public async Task EmptyPool_GivesNothing()
    {
        await using var world = await World.StartAsync(TestDatabase.Default);
        await world.AddAsync(Game, ["ONLY"]);
        await world.AddAsync(new RewardId("aster", "film"), ["FILM"]);
        var first = new RedemptionId("aster", Guid.NewGuid());
        Assert.Equal("ONLY", await world.TakeAsync(first, Game));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => world.TakeAsync(new RedemptionId("aster", Guid.NewGuid()), Game));
        Assert.Equal("ONLY", await world.TakeAsync(first, Game));
    }

    /// <summary>A code that was taken is known all the same; the same code may be in another reward's pool.</summary>
    [Fact]
    public async Task KnownCode_IsRefusedWithItsPlace()
    {
        await using var world = await World.StartAsync(TestDatabase.Default);
        await world.AddAsync(Game, ["A", "B"]);
        await world.TakeAsync(new RedemptionId("aster", Guid.NewGuid()), Game);
        await world.TakeAsync(new RedemptionId("aster", Guid.NewGuid()), Game);
        var refused = await Assert.ThrowsAsync<RefusalException>(() => world.AddAsync(Game, ["C", "B"]));
        Assert.Equal(
            (ErrorReason.RewardCodeKnown, "1"), (refused.Refusal.Reason, refused.Refusal.Metadata["position"]));
        await world.AddAsync(new RewardId("aster", "film"), ["B"]);
        Assert.Equal(3, await world.WithAsync(db => db.Codes.CountAsync()));
    }

    /// <summary>No row tells a code, and none opens in another's place.</summary>
    [Fact]
    public void SealedCode_OpensInItsPlaceAlone()
    {
        var seal = new CodeSeal(Key);
        var row = seal.Seal(Game, "SECRET-CODE", Guid.NewGuid());
        Assert.Equal("SECRET-CODE", seal.Open(row));
        Assert.DoesNotContain("SECRET", Encoding.UTF8.GetString(row.Content), StringComparison.Ordinal);
        Assert.NotEqual(seal.HashOf(Game, "SECRET-CODE"), seal.HashOf(new RewardId("aster", "film"), "SECRET-CODE"));
        var moved = new RewardCodeRow
        {
            Id = Guid.NewGuid(),
            PartnerId = row.PartnerId,
            RewardId = row.RewardId,
            Hash = row.Hash,
            Content = row.Content,
        };
        Assert.Throws<InvalidOperationException>(() => seal.Open(moved));
        row.Content[^1] ^= 1;
        Assert.Throws<InvalidOperationException>(() => seal.Open(row));
    }

    /// <summary>The longest code fits, whatever its characters.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task LongestCode_IsKept(DatabaseKind kind)
    {
        await using var world = await World.StartAsync(kind);
        var longest = string.Concat(Enumerable.Repeat("码", 200));
        await world.AddAsync(Game, [longest]);
        Assert.Equal(longest, await world.TakeAsync(new RedemptionId("aster", Guid.NewGuid()), Game));
    }

    private sealed class World(TestDatabase database, ServiceProvider services) : IAsyncDisposable
    {
        public static async Task<World> StartAsync(DatabaseKind kind, params IInterceptor[] interceptors)
        {
            Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
            var database = await TestDatabase.CreateAsync(kind);
            var services = new ServiceCollection()
                .AddModuleDb<RewardsDb, SqliteRewardsDb, PostgresRewardsDb, SqlServerRewardsDb>(
                    database.Deployment(sandbox: true), RewardsModule.Name)
                .ConfigureDbContext<SqliteRewardsDb>(o => o.AddInterceptors(interceptors))
                .BuildServiceProvider();
            var world = new World(database, services);
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RewardsDb>().Database.MigrateAsync();
            return world;
        }

        public async Task<T> WithAsync<T>(Func<RewardsDb, Task<T>> work)
        {
            await using var scope = services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<RewardsDb>());
        }

        /// <summary>As another call at another node.</summary>
        public Task<string> TakeAsync(RedemptionId redemption, RewardId reward) => WithAsync(
            db => new CodePool(db, new CodeSeal(Key)).OfAsync(
                redemption, reward, TestContext.Current.CancellationToken));

        public Task<int> AddAsync(RewardId reward, string[] codes) => WithAsync(async db =>
        {
            await new CodePool(db, new CodeSeal(Key)).AddAsync(reward, codes, TestContext.Current.CancellationToken);
            return await db.SaveChangesAsync();
        });

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
