using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger.Tests;

/// <summary>
/// System clocks that are set back. In production, alliance time is the database's system time; on SQLite that is the
/// process's. A wallet's time stands still until the clock has caught up; nothing else is felt.
/// </summary>
public sealed class ClockFaultTests
{
    private const int Steps = 300;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);

    private static readonly CoinPolicy Aster =
        CoinPolicy.Of(new DirectoryCoin { Id = "aster", Expiry = new ExpiryRule { Days = 2 }, RestoreGraceDays = 1 });

    private static readonly CoinPolicies Policies = new(new Dictionary<string, CoinPolicy>
    {
        ["aster"] = Aster,
        ["birch"] =
        CoinPolicy.Of(new DirectoryCoin { Id = "birch", Expiry = new ExpiryRule { DaysAfterActivity = 2 } }),
    });

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task SetBackBetweenGroups_WalletsKeepTheirTime_AndLotsStayRight(DatabaseKind kind)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        await using var fixture = await WriterFixture.StartAsync(kind);
        // Two nodes, each with a clock of its own that does not count, where the database can be shared.
        var nodes = new List<(LedgerWriter Writer, SettableTime Time)>();
        for (var n = 0; n < (kind == DatabaseKind.Sqlite ? 1 : 2); n++)
        {
            var clock = new SettableTime(Start.AddYears(-n));
            nodes.Add((await fixture.WriterAsync(policies: Policies, time: clock), clock));
        }
        var history = new ClockedHistory(Aster, new Random(seed));
        var setBack = 0;
        var time = nodes[0].Time;
        for (var step = 0; step < Steps; step++)
        {
            var writer = nodes[history.Random.Next(nodes.Count)].Writer;
            setBack += time.Set(history.Random) ? 1 : 0;
            await fixture.SetDatabaseClockAsync(time.GetUtcNow());
            history.Take(await WriterFixture.PostAsync(writer, history.Next()));
        }
        Assert.True(setBack > Steps / 10, "the clock was hardly ever set back");
        Assert.True(history.Expired > 0
            && history.Accepted > Steps / 2, $"{history.Accepted} accepted, {history.Expired} expired");
        await AssertTimesAsync(fixture);
        await fixture.AssertBooksAsync();
        var check = await fixture.WithDbAsync(async db =>
        {
            await using var snapshot = await db.BeginSnapshotAsync(CancellationToken.None);
            return await new BooksCheck(db).RunAsync(0, 0, CancellationToken.None);
        });
        Assert.True(check.Balanced, check.ToString());
    }

    /// <summary>Along each wallet's versions, the recorded times never fall.</summary>
    private static Task AssertTimesAsync(WriterFixture fixture) => fixture.WithDbAsync(async db =>
    {
        var times = await (
            from entry in db.Entries.AsNoTracking().Where(e => e.WalletId != null)
            join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
            select new { entry.WalletId, entry.Version, outcome.Time }).ToListAsync();
        foreach (var wallet in times.GroupBy(t => t.WalletId))
        {
            var own = wallet.OrderBy(t => t.Version).Select(t => t.Time).ToList();
            Assert.Equal(own.Order(), own);
        }
    });

    /// <summary>A clock that stands where it is set.</summary>
    private sealed class SettableTime(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset now = start;

        public override DateTimeOffset GetUtcNow() => now;

        /// <summary>Lets some time pass, or sets the clock back a little. True: it was set back.</summary>
        public bool Set(Random random)
        {
            var back = random.Next(4) == 0;
            now += back ? TimeSpan.FromMinutes(-5) : TimeSpan.FromMinutes(random.Next(0, 240));
            return back;
        }
    }
}
