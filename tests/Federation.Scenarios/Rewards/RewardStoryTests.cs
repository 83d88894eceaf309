using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Rewards through the gateway: bought, fulfilled, cancelled, given codes, by hand-made figures.</summary>
public sealed class RewardStoryTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Two cups at 300 for a member with 1,000 coins.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Goods_RedeemedCancelledAndFulfilled_MoveCoinsAndStock(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 300);
        terms.LimitedStock = true;
        terms.Limits.Add(new RewardLimit { Period = Period.Ever, AtMost = 2 });
        var cup = await RewardsMade.ActiveAsync(aster, "cup", terms, stock: 2);

        var request = RewardsMade.Redeeming(cup, ann);
        request.PriceUnits = 299;
        await AssertRefusedAsync(ErrorReason.RewardPriceChanged, aster.Rewards.RedeemRewardAsync(request));
        (request.RequestId, request.PriceUnits) = (RequestIds.New(), 300);
        var first = (await aster.Rewards.RedeemRewardAsync(request)).Redemption;
        Assert.Equal(
            (RedemptionState.Pending, 300, ann, cup), (first.State, first.Price.Units, first.Member, first.Reward));
        Assert.Equal((700, 1), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        var again = await aster.Rewards.RedeemRewardAsync(request);
        Assert.Equal((true, first), (again.Replayed, again.Redemption));
        Assert.Equal((700, 1), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));

        // What it booked is undone by it alone.
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.ReverseAsync(
            new() { RequestId = RequestIds.New(), Journal = first.Payment }));
        await AssertRefusedAsync(ErrorReason.BelongsToProgram, aster.Ledger.RefundAsync(
            new() { RequestId = RequestIds.New(), Journal = first.Payment, All = true }));

        var cancelling = RewardsMade.Cancelling(first.Name);
        var cancelled = (await aster.Rewards.CancelRedemptionAsync(cancelling)).Redemption;
        Assert.Equal((RedemptionState.Cancelled, "broken"), (cancelled.State, cancelled.CancelReason));
        Assert.Equal((1000, 2), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        var cancelledAgain = await aster.Rewards.CancelRedemptionAsync(cancelling);
        Assert.Equal((true, cancelled), (cancelledAgain.Replayed, cancelledAgain.Redemption));
        await AssertRefusedAsync(
            ErrorReason.RedemptionDone, aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(first.Name)));
        await AssertRefusedAsync(
            ErrorReason.RedemptionDone, aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(first.Name)));
        Assert.Equal((1000, 2), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));

        // The cancelled one is not counted: two more, and no third.
        var second = (await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann))).Redemption;
        var done = await aster.Rewards.FulfilRedemptionAsync(RewardsMade.Fulfilling(second.Name, "parcel 7"));
        Assert.Equal(
            (RedemptionState.Fulfilled, "parcel 7"), (done.Redemption.State, done.Redemption.Reference));
        await AssertRefusedAsync(
            ErrorReason.RedemptionDone, aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(second.Name)));
        await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann));
        Assert.Equal((400, 0), (await CoinsAsync(aster, ann), await RewardsMade.StockAsync(aster, cup)));
        await AssertRefusedAsync(
            ErrorReason.RewardLimitReached, aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, ann)));
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        await AssertRefusedAsync(
            ErrorReason.RewardOutOfStock, aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(cup, bob)));

        var listed = await aster.Rewards.ListRedemptionsAsync(new() { Parent = "partners/aster", Member = ann });
        Assert.Equal(3, listed.Redemptions.Count);
        Assert.Equal(cancelled, listed.Redemptions.Single(r => r.Name == first.Name));
        var open = await aster.Rewards.ListRedemptionsAsync(
            new() { Parent = "partners/aster", Reward = cup, State = RedemptionState.Pending });
        Assert.Single(open.Redemptions);
        await EndAsync(alliance);
    }

    /// <summary>Stock comes and goes with a reason, once per request, and never below nothing.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Stock_AddedAndTaken_IsCountedOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var terms = RewardsMade.Terms("aster", RewardKind.Experience, 10);
        terms.LimitedStock = true;
        var evening = await RewardsMade.ActiveAsync(aster, "evening", terms);
        var adding = new AddStockRequest
        {
            RequestId = RequestIds.New(),
            Name = evening,
            Units = 5,
            Reason = "seats",
        };
        Assert.Equal(5, (await aster.Rewards.AddStockAsync(adding)).StockUnits);
        var again = await aster.Rewards.AddStockAsync(adding);
        Assert.Equal((5, true), (again.StockUnits, again.Replayed));
        var taking = adding.Clone();
        (taking.RequestId, taking.Units) = (RequestIds.New(), -6);
        await AssertRefusedAsync(ErrorReason.RewardOutOfStock, aster.Rewards.AddStockAsync(taking));
        (taking.RequestId, taking.Units) = (RequestIds.New(), -5);
        Assert.Equal(0, (await aster.Rewards.AddStockAsync(taking)).StockUnits);
        var open = await RewardsMade.ActiveAsync(
            aster, "open", RewardsMade.Terms("aster", RewardKind.Experience, 10));
        (adding.RequestId, adding.Name) = (RequestIds.New(), open);
        await AssertRefusedAsync(ErrorReason.RewardStockNotCounted, aster.Rewards.AddStockAsync(adding));
        await EndAsync(alliance);
    }

    /// <summary>Three codes for ten members at once: each is given once, and a retry tells the same.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Codes_WantedByTen_AreGivenOnceEach(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var game = await RewardsMade.ActiveAsync(
            aster, "game", RewardsMade.Terms("aster", RewardKind.Code, 50));
        var adding = new AddCodesRequest
        {
            RequestId = RequestIds.New(),
            Name = game,
            Codes = { "GAME-1", "GAME-2", "GAME-3" },
        };
        Assert.Equal(3, (await aster.Rewards.AddCodesAsync(adding)).StockUnits);
        Assert.Equal(3, (await aster.Rewards.AddCodesAsync(adding)).StockUnits);
        var known = new AddCodesRequest { RequestId = RequestIds.New(), Name = game, Codes = { "GAME-9", "GAME-2" } };
        await AssertRefusedAsync(ErrorReason.RewardCodeKnown, aster.Rewards.AddCodesAsync(known));
        Assert.Equal(3, await RewardsMade.StockAsync(aster, game));

        var requests = new List<RedeemRewardRequest>();
        for (var i = 0; i < 10; i++)
        {
            var member = await Alliance.GivenMemberAsync(aster, $"member{i}");
            await Alliance.EarnAsync(aster, "aster", member, 60);
            requests.Add(RewardsMade.Redeeming(game, member));
        }
        var given = await Task.WhenAll(requests.Select(r => TryAsync(aster, r)));
        Assert.Equal(
            ["GAME-1", "GAME-2", "GAME-3"],
            given.OfType<Redemption>().Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.Equal(0, await RewardsMade.StockAsync(aster, game));

        // Each is asked again, in three ways.
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(given[i], await TryAsync(aster, requests[i]));
            if (given[i] is { } redemption)
                Assert.Equal(
                    redemption, (await aster.Rewards.GetRedemptionAsync(new() { Name = redemption.Name })).Redemption);
        }
        var listed = await aster.Rewards.ListRedemptionsAsync(new() { Parent = "partners/aster" });
        Assert.Equal(3, listed.Redemptions.Count);
        Assert.All(listed.Redemptions, r => Assert.Equal(("", RedemptionState.Fulfilled), (r.Code, r.State)));
        // Who only reads is not told codes.
        var reader = await alliance.GivenCredentialAsync(
            "aster", Partners.V1.CredentialRole.PartnerService, 0, "redemptions.read");
        Assert.Equal(
            "", (await reader.Rewards.GetRedemptionAsync(new() { Name = listed.Redemptions[0].Name })).Redemption.Code);
        var birch = await alliance.GivenPartnerAsync("birch");
        await AssertRefusedAsync(ErrorReason.RedemptionNotFound, birch.Rewards.GetRedemptionAsync(
            new() { Name = listed.Redemptions[0].Name }));
        await EndAsync(alliance);
    }

    /// <summary>Donations are told by cause, as the books count them; a cancelled one is not among them.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Donations_AreSummedByCause(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var terms = RewardsMade.Terms("aster", RewardKind.Donation, 120);
        terms.Cause = new RewardCause { Id = "trees", Title = new LocalizedText { En = "Trees" } };
        terms.CancellableAfterFulfilment = true;
        var small = await RewardsMade.ActiveAsync(aster, "tree", terms);
        terms.PriceUnits = 300;
        var large = await RewardsMade.ActiveAsync(aster, "forest", terms);
        await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(small, ann));
        await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(large, ann));
        var third = await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(large, ann));
        await aster.Rewards.CancelRedemptionAsync(RewardsMade.Cancelling(third.Redemption.Name));

        var birch = await alliance.GivenPartnerAsync("birch");
        var total = (await birch.Rewards.GetCauseTotalsAsync(new() { Parent = "partners/aster" })).Totals.Single();
        Assert.Equal(
            ("trees", "Trees", 420, 2), (total.Cause, total.Title.En, total.Given.Units, total.Donations));
        Assert.Equal(580, await CoinsAsync(aster, ann));
        await EndAsync(alliance);
    }

    /// <summary>Of three rewards the one that nobody wanted is the coldest.</summary>
    [Fact]
    public async Task ColdRewards_AreThoseThatAreSeldomRedeemed()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await Alliance.EarnAsync(aster, "aster", ann, 1000);
        var terms = RewardsMade.Terms("aster", RewardKind.Goods, 10);
        terms.LimitedStock = true;
        var hot = await RewardsMade.ActiveAsync(aster, "hot", terms, stock: 9);
        var warm = await RewardsMade.ActiveAsync(aster, "warm", terms, stock: 8);
        var cold = await RewardsMade.ActiveAsync(aster, "cold", terms, stock: 7);
        foreach (var reward in new[] { hot, hot, warm })
            await aster.Rewards.RedeemRewardAsync(RewardsMade.Redeeming(reward, ann));
        var now = (await aster.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset().AddHours(1);
        var asked = new ListColdRewardsRequest
        {
            Parent = "partners/aster",
            ToTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(now),
            AtMostRedemptions = 1,
        };
        var report = (await aster.Rewards.ListColdRewardsAsync(asked)).Rewards;
        Assert.Equal(
            [(cold, 0L, 7L, false), (warm, 1L, 7L, true)],
            report.Select(r => (
                r.Reward.Name, r.Redemptions, r.Reward.StockUnits, r.LastRedeemTime is not null)));
        await EndAsync(alliance);
    }

    private static async Task<Redemption?> TryAsync(FederationClient brand, RedeemRewardRequest request)
    {
        try
        {
            return (await brand.Rewards.RedeemRewardAsync(request)).Redemption;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.RewardOutOfStock)
        {
            return null;
        }
    }

    private static Task<long> CoinsAsync(FederationClient brand, string member) =>
        Alliance.BalanceOfAsync(brand, "aster", member);

    private static async Task AssertRefusedAsync<T>(ErrorReason reason, Grpc.Core.AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await call);
        Assert.Equal(reason, refused.Refusal.Reason);
    }

    private static async Task EndAsync(Alliance alliance)
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }
}
