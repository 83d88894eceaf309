using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Grpc.Core;
using Refusal = Federation.Hosting.Refusal;

namespace Federation.Scenarios;

/// <summary>Rewards as a member sees them that signed in: prices and openings by level, what is in the way, and
/// redeeming for itself.</summary>
public sealed class RewardLevelTests
{
    private const string Me = SignedMember.Me;
    private const string Program = "partners/aster/programs/main";

    [Fact]
    public async Task Member_OfALevel_RedeemsAtItsPriceAndTime()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.TierSchemes.Add(ProgramsMade.Club());
        var now = (await ProgramsMade.InForceAsync("aster", aster, second, terms)).ToDateTimeOffset();
        var ann = await Alliance.GivenMemberAsync(aster, "ann-at-aster");
        await Alliance.EarnAsync(aster, "aster", ann, 250);
        using var sessions = await SignedMembers.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        var session = sessions.Open(sessions.IdOf("aster", ann), "pat", "aster");
        var names = await GivenRewardsAsync(aster, now);

        var before = await OffersAsync(session);
        Assert.Equal("300 missing 50 in the way: Coins", before[names.Goods]);
        Assert.Equal("100 missing 0 in the way: NotOpen", before[names.Early]);
        Assert.Equal("none missing 0 in the way: Level", before[names.Gold]);
        await RefusedAsync(ErrorReason.RewardLevelMissing, session.Rewards.RedeemRewardAsync(
            RewardsMade.Redeeming(names.Gold, Me)));
        await RefusedAsync(ErrorReason.RewardNotOpen, session.Rewards.RedeemRewardAsync(
            RewardsMade.Redeeming(names.Early, Me)));

        await aster.MemberPrograms.GrantTierAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = Program,
            Member = ann,
            Scheme = "club",
            Level = "gold",
            FromDate = DateOf(now),
            ToDate = DateOf(now.AddDays(300)),
            Reason = "friend",
        });
        var after = await OffersAsync(session);
        Assert.Equal("200 missing 0 in the way: ", after[names.Goods]);
        Assert.Equal("100 missing 0 in the way: ", after[names.Early]);
        Assert.Equal("50 missing 0 in the way: ", after[names.Gold]);

        // A right of a year for 50 of her 250 coins.
        var request = RewardsMade.Redeeming(names.Gold, Me);
        var redeemed = await session.Rewards.RedeemRewardAsync(request);
        Assert.Equal(
            (RedemptionState.Fulfilled, "gold", Me, "Repair"),
            (redeemed.Redemption.State, redeemed.Redemption.Level, redeemed.Redemption.Member,
                redeemed.Redemption.Right.Title.En));
        var valid = redeemed.Redemption.Right.ExpireTime.ToDateTimeOffset()
            - redeemed.Redemption.CreateTime.ToDateTimeOffset();
        Assert.InRange(valid.TotalDays, 364.99, 365.01);
        var again = await session.Rewards.RedeemRewardAsync(request);
        Assert.Equal((true, redeemed.Redemption), (again.Replayed, again.Redemption));
        Assert.Equal(200, await Alliance.BalanceOfAsync(aster, "aster", ann));

        // The brand sees it under its own name of the member, with the books. The member's request id is none of the
        // brand's.
        var seen = (await aster.Rewards.GetRedemptionAsync(new() { Name = redeemed.Redemption.Name })).Redemption;
        Assert.Equal((ann, 1), (seen.Member, seen.Journals.Count));
        var mine = await session.Rewards.ListRedemptionsAsync(new() { Parent = "partners/aster", Member = Me });
        Assert.Equal(redeemed.Redemption, mine.Redemptions.Single());
        var activity = await session.Ledger.ListActivityAsync(new() { Member = Me, PageSize = 1 });
        Assert.Equal(redeemed.Redemption.Name, activity.Activities.Single().Redemption);
        var other = RewardsMade.Redeeming(names.Early, ann);
        other.RequestId = request.RequestId;
        Assert.False((await aster.Rewards.RedeemRewardAsync(other)).Replayed);
        Assert.Equal(100, await Alliance.BalanceOfAsync(aster, "aster", ann));

        foreach (var secret in new[] { ann, "ann-at", sessions.IdOf("aster", ann).Value.ToString("D") })
            Assert.DoesNotContain(secret, $"{redeemed} {mine}", StringComparison.Ordinal);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<(string Goods, string Early, string Gold)> GivenRewardsAsync(
        FederationClient aster, DateTimeOffset now)
    {
        var goods = WithLevel(RewardsMade.Terms("aster", RewardKind.Goods, 300), 200);
        var early = WithLevel(RewardsMade.Terms("aster", RewardKind.Goods, 100), 0);
        early.FromTime = Time(now.AddDays(10));
        early.Levels[0].FromTime = Time(now);
        var gold = WithLevel(RewardsMade.Terms("aster", RewardKind.Right, 0), 50);
        gold.Fulfilment = RewardFulfilment.AtOnce;
        gold.Right = new RewardRight { Title = new LocalizedText { En = "Repair" }, ValidDays = 365 };
        return (
            await RewardsMade.ActiveAsync(aster, "goods", goods), await RewardsMade.ActiveAsync(aster, "early", early),
            await RewardsMade.ActiveAsync(aster, "gold", gold));
    }

    private static RewardTerms WithLevel(RewardTerms terms, long price)
    {
        (terms.Program, terms.Scheme) = (Program, "club");
        terms.Levels.Add(new RewardLevel { Level = "gold", PriceUnits = price });
        return terms;
    }

    private static async Task<Dictionary<string, string>> OffersAsync(SignedMember session)
    {
        var found = await session.Rewards.ListRewardOffersAsync(new() { Parent = "partners/aster", Member = Me });
        return found.Offers.ToDictionary(
            o => o.Reward.Name,
            o => $"{(o.Price is { } price ? price.Units : "none")} missing {o.MissingUnits} in the way: "
                + string.Join(' ', o.Obstacles));
    }

    private static Google.Protobuf.WellKnownTypes.Timestamp Time(DateTimeOffset time) =>
        Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time);

    private static Google.Type.Date DateOf(DateTimeOffset time) =>
        new() { Year = time.Year, Month = time.Month, Day = time.Day };

    private static async Task RefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(reason, Refusal.From(refused)?.Reason);
    }
}
