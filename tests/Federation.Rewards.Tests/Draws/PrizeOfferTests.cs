using System.Buffers.Binary;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.Internal.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards.Tests;

/// <summary>Whom rounds of draws have offered prizes, for those who tell them.</summary>
public sealed class PrizeOfferTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero);

    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rounds_AreListedInOrder_WithWhatIsStillOffered(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = await ServicesAsync(database);
        // The first prize was claimed, the second one passed on from the second winner to the third.
        await WithAsync(services, async db =>
        {
            db.Draws.AddRange(Draw("spring", rounds: 2, winners: 3), Draw("plain", rounds: 0, winners: 2));
            db.DrawClaims.Add(Claim("spring", 1, 1));
            foreach (var (draw, round) in new[] { ("spring", 1), ("plain", 1), ("spring", 2) })
            {
                await db.AddRoundAsync(new DrawId("aster", draw), round, Start.AddDays(round), Cancel);
                await db.SaveChangesAsync(Cancel);
            }
            return 0;
        });
        var all = await WithAsync(services, db => ListAsync(db, 0, 100));
        Assert.Equal([1, 2, 3], all.Rounds.Select(r => r.Number));
        Assert.Equal(
            ["1 member 0 claimed", "", "2 member 2 open"],
            [Words(all.Rounds[0]), "", Words(all.Rounds[2])]);
        Assert.Equal("1 member 0 claimed, 2 member 1 claimed", Words(all.Rounds[1]));
        Assert.Null(all.Rounds[1].ClaimEndTime);
        Assert.Equal(
            (Start.AddDays(2), Start.AddDays(14), 2),
            (all.Rounds[2].StartTime.ToDateTimeOffset(), all.Rounds[2].ClaimEndTime.ToDateTimeOffset(),
                all.Rounds[2].Round));
        Assert.Equal(["Coins", "A cup"], all.Rounds[2].Prizes.Select(p => p.En));
        Assert.Equal(1, Assert.Single(all.Rounds[2].Offers).Prize);

        var some = await WithAsync(services, db => ListAsync(db, 1, 1));
        Assert.Equal((2, true), (Assert.Single(some.Rounds).Number, some.More));
        Assert.Empty((await WithAsync(services, db => ListAsync(db, 3, 1))).Rounds);
        var refused = await Assert.ThrowsAsync<RefusalException>(
            () => WithAsync(services, db => ListAsync(db, -1, 0)));
        Assert.Equal(ErrorReason.FieldInvalid, refused.Refusal.Reason);
    }

    /// <summary>Two rounds that begin at the same moment do not get the same number, and none is left out.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Rounds_ThatBeginTogether_GetNumbersWithoutGaps(DatabaseKind kind)
    {
        const int rounds = 24;
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = await ServicesAsync(database);
        var tries = 0;
        await Task.WhenAll(Enumerable.Range(1, rounds).Select(async round =>
        {
            await Task.Yield();
            while (true)
                try
                {
                    await WithAsync(services, async db =>
                    {
                        using var turn = await db.WriterTurnAsync(Cancel);
                        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
                        await db.AddRoundAsync(new DrawId("aster", "spring"), round, Start, Cancel);
                        await db.SaveChangesAsync(Cancel);
                        await transaction.CommitAsync(Cancel);
                        return 0;
                    });
                    return;
                }
                catch (Exception e) when (Contention.IsContended(e))
                {
                    Assert.InRange(Interlocked.Increment(ref tries), 0, 10_000);
                }
        }));
        var kept = await WithAsync(services, db => db.DrawRounds.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(Enumerable.Range(1, rounds).Select(n => (long)n), kept.Select(r => r.Number).Order());
        Assert.Equal(Enumerable.Range(1, rounds), kept.Select(r => r.Round).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EndingRounds_AreListedByEnd_WithAllThatEndTogether(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var services = await ServicesAsync(database);
        await WithAsync(services, async db =>
        {
            db.Draws.AddRange(
                Draw("aa", 1, 1, Start.AddDays(1)), Draw("bb", 1, 1, Start.AddDays(2)),
                Draw("cc", 1, 1, Start.AddDays(2)), Draw("dd", 1, 2, Start.AddDays(3)), Draw("over", 1, 1, null));
            db.DrawClaims.Add(Claim("dd", 1, 1));
            return await db.SaveChangesAsync(Cancel);
        });
        var first = await EndingAsync(services, Start, Start.AddDays(3), 2);
        Assert.Equal(["aa", "bb", "cc"], first.Rounds.Select(r => DrawId.Parse(r.Draw).Id));
        Assert.True(first.More);
        var next = await EndingAsync(services, Start.AddDays(2), Start.AddDays(3), 2);
        Assert.Equal("1 member 0 claimed, 2 member 1 open", Words(Assert.Single(next.Rounds)));
        Assert.False(next.More);
        Assert.Empty((await EndingAsync(services, Start.AddDays(3), Start.AddDays(9), 2)).Rounds);
        await Assert.ThrowsAsync<RefusalException>(
            () => WithAsync(services, db => new PrizeOfferService(db).ListEndingRounds(
                new() { Limit = 2 }, new FakeCall("/rewards"))));
    }

    private static Task<ListRoundsResponse> ListAsync(RewardsDb db, long after, int limit) =>
        new PrizeOfferService(db).ListRounds(
            new() { AfterNumber = after, Limit = limit }, new FakeCall("/rewards"));

    private static Task<ListEndingRoundsResponse> EndingAsync(
        ServiceProvider services, DateTimeOffset after, DateTimeOffset until, int limit) => WithAsync(
        services, db => new PrizeOfferService(db).ListEndingRounds(
            new() { AfterTime = after.ToTimestamp(), UntilTime = until.ToTimestamp(), Limit = limit },
            new FakeCall("/rewards")));

    private static string Words(PrizeRound round) => string.Join(", ", round.Offers.Select(o =>
        $"{o.Place} member {MemberChecks.GuidOf(o.Member).ToByteArray(bigEndian: true)[15]} "
        + (o.Open ? "open" : "claimed")));

    private static async Task<ServiceProvider> ServicesAsync(TestDatabase database)
    {
        var services = new ServiceCollection()
            .AddModuleDb<RewardsDb, SqliteRewardsDb, PostgresRewardsDb, SqlServerRewardsDb>(
                database.Deployment(sandbox: true), RewardsModule.Name)
            .AddSingleton(TimeProvider.System).BuildServiceProvider();
        await WithAsync(services, async db =>
        {
            await db.Database.MigrateAsync(Cancel);
            return 0;
        });
        return services;
    }

    private static async Task<T> WithAsync<T>(ServiceProvider services, Func<RewardsDb, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<RewardsDb>());
    }

    /// <summary>A draw of coins and a cup, whose winners are the members 0, 1 and so on.</summary>
    private static DrawRow Draw(string id, int rounds, int winners, DateTimeOffset? end = null) => new()
    {
        PartnerId = "aster",
        Id = id,
        Token = Guid.CreateVersion7(),
        State = DrawState.Drawn,
        Terms = new DrawTerms
        {
            Title = new() { En = "Spring draw" },
            Prizes =
            {
                new DrawPrize { Title = new() { En = "Coins" }, Count = 1 },
                new DrawPrize { Title = new() { En = "A cup" }, Count = 1 },
            },
        }.ToByteArray(),
        Commitment = new byte[32],
        Secret = new byte[32],
        CreateTime = Start,
        Winners = [.. Enumerable.Range(0, winners).SelectMany(Winner)],
        Rounds = rounds == 0 ? null : DrawRow.Kept(Enumerable.Range(1, rounds).Select(r => new ClaimRound
        {
            StartTime = Start.AddDays(7 * (r - 1)).ToTimestamp(),
            EndTime = Start.AddDays(7 * r).ToTimestamp(),
        })),
        ClaimEndTime = end ?? (id == "spring" ? Start.AddDays(14) : null),
        Claims = 1,
    };

    private static byte[] Winner(int number)
    {
        var winner = new byte[sizeof(int) + 16];
        BinaryPrimitives.WriteInt32BigEndian(winner, number);
        winner[^1] = (byte)number;
        return winner;
    }

    private static DrawClaimRow Claim(string draw, int place, int round) => new()
    {
        PartnerId = "aster",
        DrawId = draw,
        Place = place,
        Round = round,
        Ticket = 0,
        Member = new byte[16],
        ClaimTime = Start,
        Delivery = PrizeDelivery.Unspecified,
    };
}
