using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Programs.Internal.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Federation.Rewards.Tests;

/// <summary>Deliveries of claimed prizes that were stopped in the middle.</summary>
public sealed class ClaimSweepTests
{
    // One more than a step takes.
    private const int Stuck = 201;
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    /// <summary>The older claims of one brand are refused, each time; those of another are delivered all the
    /// same.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Claims_ThatCannotBeDelivered_KeepNoOtherWaiting(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var database = await TestDatabase.CreateAsync(kind);
        var log = new LogCollector();
        await using var services = ServicesOn(database);
        await WithAsync(services, async db =>
        {
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
            db.Draws.AddRange(Draw("aster"), Draw("birch"));
            db.DrawClaims.AddRange(Enumerable.Range(1, Stuck).Select(place => Claim("aster", place, 2)));
            db.DrawClaims.Add(Claim("birch", 1, 1));
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var sweep = ActivatorUtilities.CreateInstance<ClaimSweep>(services, log.For<ClaimSweep>());
        while (await WithAsync(services, db => sweep.StepAsync(db, TestContext.Current.CancellationToken)) > 0)
        {
        }
        var became = await WithAsync(services, async db => await db.DrawClaims.AsNoTracking()
            .GroupBy(c => new { c.PartnerId, c.Delivery }).Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [("aster", PrizeDelivery.Due, Stuck), ("birch", PrizeDelivery.Done, 1)],
            became.Select(b => (b.Key.PartnerId, b.Key.Delivery, b.Count)).Order());
        Assert.Equal(Stuck, log.Of("SweepRowSetAside").Count);
        // They are left alone for a while.
        Assert.Equal(
            0, await WithAsync(services, db => sweep.StepAsync(db, TestContext.Current.CancellationToken)));
    }

    private static ServiceProvider ServicesOn(TestDatabase database)
    {
        var deployment = database.Deployment(sandbox: true);
        var clock = new Peer().On<GetClockRequest, GetClockResponse>(
            "GetClock", _ => new() { Clock = new() { Now = Now.ToTimestamp(), Sandbox = true } });
        var partners = new Peer().On<GetDirectoryRequest, GetDirectoryResponse>(
            "GetDirectory", _ => new GetDirectoryResponse { Version = 1 });
        var ledger = new Peer();
        ledger.On<PostBundleRequest, PostBundleResponse>("PostBundle", _ => ledger.Principal == "partners/aster"
            ? throw new RefusalException(ErrorReason.CoinNotFound, "There is no such coin.")
            : new PostBundleResponse());
        var posting = new PostingService.PostingServiceClient(ledger);
        return new ServiceCollection()
            .AddModuleDb<RewardsDb, SqliteRewardsDb, PostgresRewardsDb, SqlServerRewardsDb>(
                deployment, RewardsModule.Name)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new AllianceClock(new ClockService.ClockServiceClient(clock), TimeProvider.System))
            .AddSingleton(new PartnerDirectory(
                new DirectoryService.DirectoryServiceClient(partners), Options.Create(deployment),
                new RevokedClients(), TimeProvider.System, NullLogger<PartnerDirectory>.Instance))
            .AddSingleton(AllianceKey.FromSecret(new byte[32])).AddSingleton<DrawSeal>()
            .AddKeyedSingleton(RewardsModule.Name, posting)
            .AddKeyedSingleton(RewardsModule.Name, new CouponIssueService.CouponIssueServiceClient(new Peer()))
            .AddScoped<DrawTickets>().AddScoped<DrawBook>().AddScoped<DrawPassing>().AddScoped<DrawDelivery>()
            .BuildServiceProvider();
    }

    private static async Task<T> WithAsync<T>(ServiceProvider services, Func<RewardsDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<RewardsDb>());
    }

    private static DrawRow Draw(string partner) => new()
    {
        PartnerId = partner,
        Id = "spring",
        Token = Guid.CreateVersion7(),
        State = DrawState.Drawn,
        Terms = new DrawTerms
        {
            Prizes =
            {
                new DrawPrize
                {
                    Title = new() { En = "Coins" },
                    Count = Stuck,
                    Coins = new CoinAmount { Coin = "coins/" + partner, Units = 5 },
                },
            },
        }.ToByteArray(),
        Commitment = new byte[32],
        Secret = new byte[32],
        CreateTime = Now,
    };

    private static DrawClaimRow Claim(string partner, int place, int minutesAgo) => new()
    {
        PartnerId = partner,
        DrawId = "spring",
        Place = place,
        Round = 1,
        Ticket = place,
        Member = Guid.CreateVersion7().ToByteArray(bigEndian: true),
        ClaimTime = Now.AddMinutes(-minutesAgo),
        Delivery = PrizeDelivery.Due,
    };
}
