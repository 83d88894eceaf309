using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>Members who bring others, through the gateway, on each database.</summary>
public sealed class ReferralStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>The window of seven days passes; then 200 and 100, once.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Referral_WhoseOrderIsKept_RewardsBothSidesOnce(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var (aster, ann, code) = await GivenReferrerAsync(alliance);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var request = Using(bob, code.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal));
        var used = await aster.Referrals.UseReferralCodeAsync(request);
        Assert.Equal((ann, bob, ReferralState.Pending), (
            used.Referral.Referrer, used.Referral.Referred, used.Referral.State));
        Assert.True((await aster.Referrals.UseReferralCodeAsync(request)).Replayed);
        await AssertRefusedAsync(ErrorReason.ReferralCodeGiven, aster, Using(bob, code));
        // A small order does not matter; the large one does.
        await BuyAsync(aster, bob, "small", 900);
        await BuyAsync(aster, bob, "large", 10_000);
        await AdvanceAsync(alliance, days: 6);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(ReferralState.Pending, (await GetAsync(aster, used.Referral.Name)).State);

        await AdvanceAsync(alliance, days: 9);
        var done = await SettledAsync(aster, used.Referral.Name);
        Assert.Equal(ReferralState.Qualified, done.State);
        Assert.Equal(
            (ReferralRewardState.Given, ReferralRewardState.Given),
            (done.ReferrerReward.State, done.ReferredReward.State));
        Assert.Equal(10 + 200, await Alliance.BalanceOfAsync(aster, "aster", ann));
        Assert.Equal(9 + 100 + 100, await Alliance.BalanceOfAsync(aster, "aster", bob));
        var evaluation = await aster.Checkout.GetEvaluationAsync(
            new() { Name = done.ReferrerReward.EvaluationName });
        Assert.Equal("referrer", evaluation.Record.Result.Awards.Single().Rule);
        Assert.Equal(done.Name, (await aster.Referrals.ListReferralsAsync(
            new() { Program = Program, Member = ann })).Referrals.Single().Name);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Oneself, a customer of before, somebody linked later, a stranger's code.</summary>
    [Fact]
    public async Task Code_OfWhoMayNotBring_IsRefused()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann, code) = await GivenReferrerAsync(alliance);
        await AssertRefusedAsync(ErrorReason.ReferralOwnCode, aster, Using(ann, code));
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        await AssertRefusedAsync(ErrorReason.ReferralCodeNotFound, aster, Using(bob, "0000-0000-0000-0000"));
        await AssertRefusedAsync(ErrorReason.ReferralCodeNotFound, aster, Using(bob, "no code at all"));
        // Two friends of one day: the ring does not close.
        var bobs = await CodeAsync(aster, bob);
        await AssertRefusedAsync(ErrorReason.ReferralMemberNotNew, aster, Using(ann, bobs));
        var cid = await Alliance.GivenMemberAsync(aster, "cid");
        // Who has bought nothing cannot bring anybody: five who have not get nothing.
        await AssertRefusedAsync(ErrorReason.ReferrerNotEligible, aster, Using(cid, bobs));
        await BuyAsync(aster, bob, "b", 1000);
        await AssertRefusedAsync(ErrorReason.ReferralMemberNotNew, aster, Using(bob, code));
        // A sandbox begins with the year 2000, and there is no time before.
        await AdvanceAsync(alliance, days: 20);
        await aster.MemberPrograms.SetProfileAsync(new()
        {
            RequestId = RequestIds.New(),
            Member = cid,
            JoinTime = new Timestamp { Seconds = begin.Seconds + (5 * 86_400) },
        });
        await AssertRefusedAsync(ErrorReason.ReferralMemberNotNew, aster, Using(cid, code));
        // Who left and comes back was linked before, and brings nobody while away.
        await aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = ann });
        var dan = await Alliance.GivenMemberAsync(aster, "dan");
        await AssertRefusedAsync(ErrorReason.ReferralCodeNotFound, aster, Using(dan, code));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>What was returned, cancelled, or bought by who left, rewards nobody.</summary>
    [Fact]
    public async Task Referral_WithoutAKeptOrder_RewardsNobody()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann, code) = await GivenReferrerAsync(alliance);
        var names = new List<string>();
        var members = new List<string>();
        foreach (var number in new[] { "returned", "cancelled", "left" })
        {
            members.Add(await Alliance.GivenMemberAsync(aster, number));
            names.Add((await aster.Referrals.UseReferralCodeAsync(Using(members[^1], code))).Referral.Name);
        }
        var returned = await BuyAsync(aster, members[0], "returned", 10_000);
        await aster.Checkout.ReturnOrderAsync(new() { Name = returned, ReturnId = "r", All = true });
        var cancelled = await BuyAsync(aster, members[1], "cancelled", 10_000, OrderState.Paid);
        await aster.Checkout.CancelOrderAsync(new() { Name = cancelled });
        await BuyAsync(aster, members[2], "left", 10_000);
        await aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = members[2] });
        await AdvanceAsync(alliance, days: 120);
        var lapses = new List<ReferralLapse>();
        foreach (var name in names)
            lapses.Add((await SettledAsync(aster, name)).Lapse);
        Assert.Equal([ReferralLapse.NoOrder, ReferralLapse.NoOrder, ReferralLapse.MemberLeft], lapses);
        Assert.Equal(10, await Alliance.BalanceOfAsync(aster, "aster", ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One new member gives two codes at two nodes at once: one counts.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Codes_GivenAtTwoNodesAtOnce_CountOnce(DatabaseKind kind)
    {
        var nodes = kind == DatabaseKind.Sqlite ? 1 : 2;
        await using var alliance = new Alliance(await Deployment.NodesAsync(nodes, kind));
        var (aster, _, code) = await GivenReferrerAsync(alliance);
        var other = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin, nodes - 1);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            try
            {
                await (n % 2 == 0 ? aster : other).Referrals.UseReferralCodeAsync(Using(bob, code));
                return (ErrorReason?)null;
            }
            catch (RefusedException e)
            {
                return e.Refusal.Reason;
            }
        }));
        Assert.Equal(1, outcomes.Count(o => o is null));
        Assert.Equal(7, outcomes.Count(o => o == ErrorReason.ReferralCodeGiven));
        await BuyAsync(aster, bob, "1", 10_000);
        await AdvanceAsync(alliance, days: 9);
        var name = (await aster.Referrals.ListReferralsAsync(new() { Program = Program })).Referrals.Single().Name;
        await SettledAsync(aster, name);
        Assert.Equal(200, await Alliance.BalanceOfAsync(aster, "aster", bob));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task<(FederationClient Aster, string Ann, string Code)> GivenReferrerAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        begin = await ProgramsMade.InForceAsync("aster", aster, second, Terms());
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await BuyAsync(aster, ann, "ann", 1000);
        return (aster, ann, await CodeAsync(aster, ann));
    }

    private static RuleSetTerms Terms(int monthly = 10)
    {
        var terms = ProgramsMade.Terms("aster");
        terms.ReturnDays = 7;
        ReferralsMade.AddTo(terms, monthly);
        terms.Referrals.ReferrerHasBought = true;
        return terms;
    }

    private static Task<string> CodeAsync(FederationClient aster, string member) =>
        ReferralsMade.CodeAsync(aster, Program, member);

    private static UseReferralCodeRequest Using(string member, string code) =>
        ReferralsMade.Using(Program, member, code);

    private static async Task AssertRefusedAsync(
        ErrorReason reason, FederationClient aster, UseReferralCodeRequest request) => Assert.Equal(
            reason,
            (await Assert.ThrowsAsync<RefusedException>(
                () => aster.Referrals.UseReferralCodeAsync(request).ResponseAsync)).Refusal.Reason);

    private static async Task<string> BuyAsync(
        FederationClient aster, string member, string number, long money, OrderState state = OrderState.Completed)
    {
        var order = ProgramsMade.Order("aster", (await aster.Clock.GetClockAsync(new())).Clock.Now);
        (order.Member, order.EventId, order.Lines[0].ListMinorUnits) = (member, number, money);
        var placed = await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order, State = state });
        return placed.OrderName;
    }

    private async Task AdvanceAsync(Alliance alliance, int days) =>
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = begin + Duration.FromTimeSpan(TimeSpan.FromDays(days)),
        });

    private static async Task<Referral> GetAsync(FederationClient aster, string name) =>
        (await aster.Referrals.GetReferralAsync(new() { Name = name })).Referral;

    private static async Task<Referral> SettledAsync(FederationClient aster, string name)
    {
        while (true)
        {
            var referral = await GetAsync(aster, name);
            if (referral.ReferrerReward.State != ReferralRewardState.Pending
                && referral.ReferredReward.State != ReferralRewardState.Pending)
                return referral;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
