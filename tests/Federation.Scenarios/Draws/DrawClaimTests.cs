using System.Diagnostics;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Rewards.V1;
using Federation.Rules;
using Federation.Testing;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Prizes that winners claim, and that are passed on where nobody does.</summary>
public sealed class DrawClaimTests
{
    private const int Coins = 50;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Five members, three prizes: coins, a coupon and a cup, of which the cup is passed on.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Prizes_ClaimedOrPassedOn_AreGivenOnceAndRecomputed(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        await ProgramsMade.InForceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
        var draw = await GivenDrawAsync(alliance, aster, second, 5);
        var offered = await WinnersAsync(aster, draw);
        Assert.Equal([1, 2, 3], offered.Select(w => w.Place));
        Assert.All(offered, w => Assert.Equal((ClaimState.Offered, 1), (w.ClaimState, w.Round)));

        var claiming = DrawsMade.Claiming(draw, offered[0].Member, 1);
        var claimed = await aster.Draws.ClaimPrizeAsync(claiming);
        Assert.Equal(
            (ClaimState.Claimed, PrizeDelivery.Done, false),
            (claimed.Winner.ClaimState, claimed.Winner.Delivery, claimed.Replayed));
        var again = await aster.Draws.ClaimPrizeAsync(claiming);
        Assert.Equal((claimed.Winner, true), (again.Winner, again.Replayed));
        Assert.Equal(Coins, await Alliance.BalanceOfAsync(aster, "aster", offered[0].Member));
        foreach (var (member, place) in new[]
            { (offered[0].Member, 1), (offered[1].Member, 3), (offered[2].Member, 4) })
            await RefusedAsync(
                ErrorReason.PrizeNotOffered, aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, member, place)));
        var coupon = await aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, offered[1].Member, 2));
        Assert.Equal(PrizeDelivery.Done, coupon.Winner.Delivery);
        Assert.Single((await aster.Coupons.ListCouponsAsync(
            new() { Program = EventsMade.Program, Member = offered[1].Member })).Coupons);

        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(8));
        await AwaitRoundAsync(aster, draw, 2);
        await RefusedAsync(
            ErrorReason.PrizeNotOffered,
            aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, offered[2].Member, 3)));
        var passed = await WinnersAsync(aster, draw);
        Assert.Equal(
            [(1, ClaimState.Claimed), (2, ClaimState.Claimed), (3, ClaimState.PassedOn), (3, ClaimState.Offered)],
            passed.Select(w => (w.Place, w.ClaimState)));
        Assert.DoesNotContain(passed[3].Member, offered.Select(w => w.Member));
        var cup = await aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, passed[3].Member, 3));
        Assert.Equal((2, PrizeDelivery.Unspecified), (cup.Winner.Round, cup.Winner.Delivery));

        var published = await DrawsMade.PublishedAsync(aster, draw);
        Assert.True(DrawCheck.Of(PublishedDraw.Parse(published.ToJson())).Proves);
        Assert.Equal(
            new[] { passed[0], passed[1], passed[3] }.Select(w => (int?)w.Ticket.Number), published.Claimed);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Who won less than everything is left stays out; after the last round the prizes stay with the
    /// brand.</summary>
    [Fact]
    public async Task Prizes_ThatNobodyClaims_EndAfterTheLastRound()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        await ProgramsMade.InForceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
        var draw = await GivenDrawAsync(alliance, aster, second, 4);
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(8));
        await AwaitRoundAsync(aster, draw, 2);
        // One winner is left: it gets the first prize.
        var last = (await WinnersAsync(aster, draw))[3];
        Assert.Equal((1, ClaimState.Offered, 2), (last.Place, last.ClaimState, last.Round));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromDays(8));
        var watch = Stopwatch.StartNew();
        while ((await WinnersAsync(aster, draw))[3].ClaimState != ClaimState.PassedOn)
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "The last round does not end.");
        await RefusedAsync(
            ErrorReason.PrizeNotOffered, aster.Draws.ClaimPrizeAsync(DrawsMade.Claiming(draw, last.Member, 1)));
        Assert.True(DrawCheck.Of(await DrawsMade.PublishedAsync(aster, draw)).Holds);
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Each winner claims its coins at three nodes, more than once, while the round ends: whoever is told so
    /// has them once, and the prizes of the others are passed on.</summary>
    [Fact]
    public async Task Claims_WhileTheRoundEnds_AreTakenOnceOrPassedOn()
    {
        const int members = 12;
        await using var nodes = await ThreeNodes.StartAsync(DatabaseKind.Postgres);
        var aster = nodes.Aster[0];
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 3);
            t.Prizes.Clear();
            t.Prizes.Add(new DrawPrize { Title = new() { En = "Coins" }, Count = 8, Coins = CoinsOf() });
        });
        for (var i = 0; i < members; i++)
            await aster.Draws.EnterDrawAsync(
                DrawsMade.Entering(draw, await Alliance.GivenMemberAsync(aster, $"member{i}")));
        await DrawsMade.PassAsync(nodes.Alliance, TimeSpan.FromHours(1));
        await DrawsMade.DrawAsync(aster, nodes.Aster[1], draw);
        var offered = await WinnersAsync(aster, draw);
        var claiming = offered.Select(async (winner, i) =>
        {
            await Task.Yield();
            // Some come early, and some when the round is about to end.
            if (i == 4)
                await DrawsMade.PassAsync(nodes.Alliance, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
            return (await Task.WhenAll(nodes.Aster.Select(node => ClaimAsync(node, draw, winner)))).Sum();
        }).ToList();
        var taken = await Task.WhenAll(claiming);
        await DrawsMade.PassAsync(nodes.Alliance, TimeSpan.FromSeconds(5));
        Assert.All(taken, t => Assert.InRange(t, 0, 1));
        if (taken.Sum() < offered.Count)
            await AwaitRoundAsync(aster, draw, 2);
        for (var i = 0; i < offered.Count; i++)
            Assert.Equal(taken[i] * Coins, await Alliance.BalanceOfAsync(aster, "aster", offered[i].Member));
        var now = await WinnersAsync(aster, draw);
        Assert.Equal(
            taken.Select(t => t == 1), now.Take(offered.Count).Select(w => w.ClaimState == ClaimState.Claimed));
        Assert.Equal(Math.Min(offered.Count - taken.Sum(), members - offered.Count), now.Count - offered.Count);
        Assert.True(DrawCheck.Of(await DrawsMade.PublishedAsync(aster, draw)).Proves);
        await nodes.AssertWellAsync();
    }

    /// <summary>1 if it was taken by this claim.</summary>
    private static async Task<int> ClaimAsync(FederationClient node, string draw, DrawWinner winner)
    {
        var request = DrawsMade.Claiming(draw, winner.Member, winner.Place);
        while (true)
            try
            {
                await node.Draws.ClaimPrizeAsync(request);
                return 1;
            }
            catch (RefusedException e) when (
                e.Refusal.Reason is ErrorReason.PrizeNotOffered or ErrorReason.ClaimOver)
            {
                return 0;
            }
            catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.Contended)
            {
                await Task.Yield();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Aborted)
            {
                await Task.Yield();
            }
    }

    /// <summary>A drawn draw of members with a ticket each; its name.</summary>
    private static async Task<string> GivenDrawAsync(
        Alliance alliance, FederationClient aster, FederationClient second, int members)
    {
        var draw = await DrawsMade.OpenAsync(aster, "spring", "aster", 0, t =>
        {
            (t.ClaimDays, t.ClaimRounds) = (7, 2);
            t.Prizes.Clear();
            t.Prizes.Add(new DrawPrize { Title = new() { En = "Coins" }, Count = 1, Coins = CoinsOf() });
            t.Prizes.Add(new DrawPrize
            {
                Title = new() { En = "A gift" },
                Count = 1,
                Coupon = new RewardCoupon { Program = EventsMade.Program, Definition = "gift" },
            });
            t.Prizes.Add(new DrawPrize { Title = new() { En = "A cup" }, Count = 1 });
        });
        for (var i = 0; i < members; i++)
            await aster.Draws.EnterDrawAsync(
                DrawsMade.Entering(draw, await Alliance.GivenMemberAsync(aster, $"member{i}")));
        await DrawsMade.PassAsync(alliance, TimeSpan.FromHours(1));
        await DrawsMade.DrawAsync(aster, second, draw);
        return draw;
    }

    private static Federation.Types.V1.CoinAmount CoinsOf() => new() { Coin = "coins/aster", Units = Coins };

    private static async Task<List<DrawWinner>> WinnersAsync(FederationClient brand, string draw) =>
        [.. (await brand.Draws.ListWinnersAsync(new() { Name = draw })).Winners];

    private static async Task AwaitRoundAsync(FederationClient brand, string draw, int round)
    {
        var watch = Stopwatch.StartNew();
        while ((await brand.Draws.GetDrawAsync(new() { Name = draw })).Draw.Rounds.Count < round)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "The prizes are not passed on.");
            await Task.Yield();
        }
    }

    private static async Task RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }
}
