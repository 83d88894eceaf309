using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Federation.Ledger.Tests.RpcFixture;

namespace Federation.Ledger.Tests;

/// <summary>Clocks that are far ahead, in production: no coin is gone because of them.</summary>
public sealed class ClockJumpTests
{
    private static readonly TimeSpan FarAhead = TimeSpan.FromDays(400);

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Sweep_ByANodeWhoseClockIsAhead_TakesNoCoin(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind, sandbox: false);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "petal");
        await books.EarnAsync(ann, 50, "moss");
        var hold = HoldName((await books.HoldAsync(ann, 30, "petal")).Journal);
        await using var ahead = await books.NodeBesideAsync(FarAhead);
        var swept = await SweepAsync(ahead);
        Assert.Equal((0, 0, true), (swept.ExpiredWallets, swept.ReleasedHolds, swept.Status.Complete));
        foreach (var node in new[] { books, ahead })
        {
            var wallet = await node.WalletAsync(ann, "petal");
            Assert.Equal((100, 70, 30), (wallet.BalanceUnits, wallet.AvailableUnits, wallet.HeldUnits));
            Assert.Equal(50, (await node.WalletAsync(ann, "moss")).AvailableUnits);
        }
        Assert.Contains("ClockDiffers", await LookAsync(ahead));
        // It decides too, by the time of all others.
        var capture = new CaptureRequest { RequestId = NewId(), Hold = hold, Units = 10 };
        var captured = await ahead.LedgerAsync(Aster, (s, c) => s.Capture(capture, c));
        var clock = (await ahead.ClockAsync(Ada, (s, c) => s.GetClock(new GetClockRequest(), c))).Clock;
        foreach (var time in new[] { captured.Journal.CreateTime, clock.Now })
            AssertWithinAnHour(time.ToDateTimeOffset() - TimeProvider.System.GetUtcNow());
        Assert.Equal(90, (await books.WalletAsync(ann, "petal")).AvailableUnits);
        Assert.True((await books.CheckAsync()).Balanced);
    }

    [Fact]
    public async Task Start_OnAnEmbeddedDatabaseWithAClockAhead_DecidesNothing()
    {
        await using var books = await StartAsync(DatabaseKind.Sqlite, sandbox: false);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "petal");
        await books.StopWriterAsync();
        await using var ahead = await books.NodeBesideAsync(FarAhead);
        await LookAsync(ahead);
        await AssertRefusedAsync(ErrorReason.ClockJumped, ahead.EarnAsync(ann, 1, "petal"));
        Assert.Equal((0, false), ((await SweepAsync(ahead)).ExpiredWallets, (await SweepAsync(ahead)).Status.Complete));
        await ahead.StopWriterAsync();
        await using var again = await books.NodeBesideAsync(TimeSpan.Zero);
        Assert.Equal(100, (await again.WalletAsync(ann, "petal")).AvailableUnits);
        await again.EarnAsync(ann, 1, "petal");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task DatabaseClock_ThatJumped_NeedsAnOperatorsWord(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind, sandbox: false);
        var ann = books.NewMember();
        var earn = books.EarnOf(ann, 100, Aster, "coins/petal");
        await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c));
        // What the ledger saw last is two days ago: the database's clock is two days ahead of it.
        await SeenAsync(books, TimeSpan.FromDays(2));
        var log = await LookAsync(books);
        Assert.Contains("ClockJumped", log);
        var refused = await RefusedAsync(books.EarnAsync(ann, 1, "petal"));
        Assert.Equal(ErrorReason.ClockJumped, refused.Reason);
        Assert.NotNull(refused.RetryDelay);
        // What was decided before is answered all the same.
        Assert.True((await books.LedgerAsync(Aster, (s, c) => s.Earn(earn, c))).Replayed);
        var (before, now) = await LedgerModule.AcceptClockAsync(books.Services, CancellationToken.None);
        AssertWithinAnHour(now - before - TimeSpan.FromDays(2));
        await books.EarnAsync(ann, 1, "petal");
        Assert.DoesNotContain("ClockJumped", await LookAsync(books));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task QuietNight_IsNoJump(DatabaseKind kind)
    {
        await using var books = await StartAsync(kind, sandbox: false);
        var ann = books.NewMember();
        await books.EarnAsync(ann, 100, "petal");
        // The last group was long ago; the clock was looked at since, and again before the hour was over.
        var evening = TimeProvider.System.UtcNow().AddHours(-9);
        await books.WithDbAsync(db => db.Groups.ExecuteUpdateAsync(g => g.SetProperty(x => x.Time, evening)));
        await SeenAsync(books, TimeSpan.FromMinutes(59));
        Assert.Empty(await LookAsync(books));
        await books.WithDbAsync(async db =>
            Assert.False((await db.ReadClockAsync(TimeProvider.System, CancellationToken.None)).Jumped));
        var seen = DateTimeOffset.MinValue;
        await books.WithDbAsync(async db => seen = (await db.Clock.AsNoTracking().SingleAsync()).Now);
        AssertWithinAnHour((TimeProvider.System.GetUtcNow() - seen) * 6);
        await books.EarnAsync(ann, 1, "petal");
    }

    [Fact]
    public async Task AcceptClock_OfASandbox_IsRefused()
    {
        await using var books = await StartAsync();
        await Assert.ThrowsAsync<StartRefusedException>(
            () => LedgerModule.AcceptClockAsync(books.Services, CancellationToken.None));
        Assert.Empty(await LookAsync(books));
    }

    private static void AssertWithinAnHour(TimeSpan difference) =>
        Assert.InRange(difference, -TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    /// <summary>The ledger saw the database's clock for the last time so long ago.</summary>
    private static Task SeenAsync(RpcFixture books, TimeSpan ago) => books.WithDbAsync(async db =>
    {
        var seen = (await db.ReadClockAsync(TimeProvider.System, CancellationToken.None)).SystemNow - ago;
        await db.Clock.ExecuteUpdateAsync(c => c.SetProperty(x => x.Now, seen));
    });

    /// <summary>Looks at the clock as the node does each minute.</summary>
    /// <returns>The names of what was logged.</returns>
    private static async Task<IReadOnlyList<string>> LookAsync(RpcFixture books)
    {
        using var log = new LogCollector();
        using var watch = new ClockWatch(
            books.Services.GetRequiredService<IServiceScopeFactory>(),
            books.Services.GetRequiredService<TimeProvider>(),
            log.For<ClockWatch>());
        await watch.LookAsync(CancellationToken.None);
        return log.Events;
    }

    private static Task<SweepExpiriesResponse> SweepAsync(RpcFixture node) =>
        node.LedgerAsync(Ada, (s, c) => s.SweepExpiries(new SweepExpiriesRequest { RequestId = NewId() }, c));
}
