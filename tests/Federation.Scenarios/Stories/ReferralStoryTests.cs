using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>Members who bring others, through the gateway, on each database.</summary>
public sealed class ReferralStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>The window of 14 days passes; then 200 and 100, once.</summary>
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
        var large = await BuyAsync(aster, bob, "large", 10_000);
        await AdvanceAsync(alliance, days: 13);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(ReferralState.Pending, (await GetAsync(aster, used.Referral.Name)).State);

        await AdvanceAsync(alliance, days: 16);
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
        // It can be returned no more.
        await AssertRefusedAsync(ErrorReason.ReturnTooLate, aster.Checkout.ReturnOrderAsync(
            new() { Name = large, ReturnId = "r", All = true }));
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
        await AdvanceAsync(alliance, days: 16);
        var name = (await aster.Referrals.ListReferralsAsync(new() { Program = Program })).Referrals.Single().Name;
        await SettledAsync(aster, name);
        Assert.Equal(200, await Alliance.BalanceOfAsync(aster, "aster", bob));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Five give each other's codes in a circle, and buy: the last code is refused, and nobody gets anything
    /// for the others.</summary>
    [Theory]
    [InlineData(false, ErrorReason.ReferrerNotEligible)]
    [InlineData(true, ErrorReason.ReferralMemberNotNew)]
    public async Task Ring_OfFive_GetsNothing(bool referrerHasBought, ErrorReason last)
    {
        await using var alliance = await Alliance.StartAsync();
        var terms = Terms();
        terms.Referrals.ReferrerHasBought = referrerHasBought;
        var aster = await GivenProgramAsync(alliance, terms);
        var ring = new List<string>();
        for (var i = 0; i < 5; i++)
            ring.Add(await Alliance.GivenMemberAsync(aster, $"ring{i}"));
        for (var i = 0; i < 5; i++)
        {
            if (i > 0)
                await aster.Referrals.UseReferralCodeAsync(Using(ring[i], await CodeAsync(aster, ring[i - 1])));
            if (referrerHasBought)
                await BuyAsync(aster, ring[i], $"{i}", 10_000);
        }
        await AssertRefusedAsync(last, aster, Using(ring[0], await CodeAsync(aster, ring[4])));
        for (var i = 0; i < 5 && !referrerHasBought; i++)
            await BuyAsync(aster, ring[i], $"{i}", 10_000);
        await AdvanceAsync(alliance, days: 16);
        var referrals = (await aster.Referrals.ListReferralsAsync(new() { Program = Program })).Referrals;
        Assert.Equal(4, referrals.Count);
        foreach (var referral in referrals)
            Assert.Equal(ReferralLapse.Circle, (await SettledAsync(aster, referral.Name)).Lapse);
        foreach (var member in ring)
            Assert.Equal(100, await Alliance.BalanceOfAsync(aster, "aster", member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>One referral a month is rewarded to the referrer; each new member has its own limit.</summary>
    [Fact]
    public async Task Referrals_AboveTheMonthlyLimit_RewardTheNewMembersAlone()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann, code) = await GivenReferrerAsync(alliance, Terms(monthly: 1));
        var (names, members) = (new List<string>(), new List<string>());
        foreach (var number in new[] { "bob", "cid" })
        {
            members.Add(await Alliance.GivenMemberAsync(aster, number));
            names.Add((await aster.Referrals.UseReferralCodeAsync(Using(members[^1], code))).Referral.Name);
            await BuyAsync(aster, members[^1], number, 10_000);
        }
        await AdvanceAsync(alliance, days: 16);
        foreach (var name in names)
            Assert.Equal(
                ReferralRewardState.Given, (await SettledAsync(aster, name)).ReferrerReward.State);
        Assert.Equal(10 + 200, await Alliance.BalanceOfAsync(aster, "aster", ann));
        foreach (var member in members)
            Assert.Equal(100 + 100, await Alliance.BalanceOfAsync(aster, "aster", member));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>What was promised when the code was given holds, whatever is published before it qualifies.</summary>
    [Fact]
    public async Task Referral_AfterItsRulesWereReplaced_IsRewardedByItsOwn()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann, code) = await GivenReferrerAsync(alliance);
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var used = (await aster.Referrals.UseReferralCodeAsync(Using(bob, code))).Referral;
        await ProgramsMade.ReplaceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
        var cid = await Alliance.GivenMemberAsync(aster, "cid");
        await AssertRefusedAsync(ErrorReason.ReferralsNotOffered, aster, Using(cid, code));
        await BuyAsync(aster, bob, "1", 10_000);
        await AdvanceAsync(alliance, days: 16);
        Assert.Equal(used.RuleSet, (await SettledAsync(aster, used.Name)).RuleSet);
        Assert.Equal(10 + 200, await Alliance.BalanceOfAsync(aster, "aster", ann));
        Assert.Equal(100 + 100, await Alliance.BalanceOfAsync(aster, "aster", bob));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Where goods can be returned for ever, the holdback alone is waited for: what is returned later does not
    /// change what was given, and gives nobody anything twice.</summary>
    [Fact]
    public async Task Order_ReturnedAfterTheHoldback_ChangesNoReward()
    {
        await using var alliance = await Alliance.StartAsync();
        var terms = Terms();
        (terms.ReturnDays, terms.Referrals.HoldbackDays) = (0, 14);
        var (aster, ann, code) = await GivenReferrerAsync(alliance, terms);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var used = (await aster.Referrals.UseReferralCodeAsync(Using(bob, code))).Referral;
        var order = await BuyAsync(aster, bob, "1", 10_000);
        await AdvanceAsync(alliance, days: 16);
        var done = await SettledAsync(aster, used.Name);
        await aster.Checkout.ReturnOrderAsync(new() { Name = order, ReturnId = "r", All = true });
        await BuyAsync(aster, bob, "2", 10_000);
        await AdvanceAsync(alliance, days: 40);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(done, await GetAsync(aster, used.Name));
        Assert.Equal(10 + 200, await Alliance.BalanceOfAsync(aster, "aster", ann));
        Assert.Equal(100 + 100, await Alliance.BalanceOfAsync(aster, "aster", bob));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Members do their part themselves, and learn nothing of each other.</summary>
    [Fact]
    public async Task Members_GiveCodesThemselves_AndSeeTheirOwnSideAlone()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, ann, code) = await GivenReferrerAsync(alliance);
        using var sessions = await SignedMembers.OfAsync(
            alliance.Deployment.Folder, alliance.Deployment.Gateways[0], aster);
        var bob = await Alliance.GivenMemberAsync(aster, "bob");
        var (atAnn, atBob) = (Open(ann), Open(bob));
        // What is offered can be read beforehand.
        var offer = (await atBob.Programs.GetProgramAsync(new() { Name = Program })).Referrals;
        Assert.Equal(("referrer: 200 coins.", "referred: 100 coins."), (
            offer.ReferrerWords.Single().En, offer.ReferredWords.Single().En));
        Assert.Equal((10_000L, 14, 90), (
            offer.Terms.MinimumMinorUnits, offer.Terms.HoldbackDays, offer.Terms.QualifyDays));
        Assert.Equal(code, (await atAnn.Referrals.CreateReferralCodeAsync(
            ReferralsMade.Creating(Program, SignedMember.Me))).Code.Code);
        var used = (await atBob.Referrals.UseReferralCodeAsync(Using(SignedMember.Me, code))).Referral;
        Assert.Equal(("", SignedMember.Me, null), (used.Referrer, used.Referred, used.ReferrerReward));
        var seen = Assert.Single((await atAnn.Referrals.ListReferralsAsync(
            new() { Program = Program, Member = SignedMember.Me })).Referrals);
        Assert.Equal((SignedMember.Me, "", null), (seen.Referrer, seen.Referred, seen.ReferredReward));
        var byBrand = Assert.Single((await aster.Referrals.ListReferralsAsync(new() { Program = Program })).Referrals);
        Assert.Equal((used.Name, ann, bob), (byBrand.Name, byBrand.Referrer, byBrand.Referred));

        // A stranger to it, and a customer of another brand's with the same code.
        var cid = await Alliance.GivenMemberAsync(aster, "cid");
        await AssertRefusedAsync(
            ErrorReason.ReferralNotFound, Open(cid).Referrals.GetReferralAsync(new() { Name = used.Name }));
        var birch = await alliance.GivenPartnerAsync("birch");
        var second = await alliance.GivenCredentialAsync("birch", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("birch");
        ReferralsMade.AddTo(terms);
        await ProgramsMade.InForceAsync("birch", birch, second, terms);
        var dan = await Alliance.GivenMemberAsync(birch, "dan");
        await AssertRefusedAsync(ErrorReason.ReferralCodeNotFound, birch.Referrals.UseReferralCodeAsync(
            ReferralsMade.Using("partners/birch/programs/main", dan, code)));
        await AssertRefusedAsync(
            ErrorReason.ReferralNotFound, birch.Referrals.GetReferralAsync(new() { Name = used.Name }));
        alliance.Deployment.Errors.AssertNone();

        SignedMember Open(string member) => sessions.Open(sessions.IdOf("aster", member), member, "aster");
    }

    private async Task<FederationClient> GivenProgramAsync(Alliance alliance, RuleSetTerms terms)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        begin = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }

    /// <summary>Ann, who has bought for ten yuan, and her code.</summary>
    private async Task<(FederationClient Aster, string Ann, string Code)> GivenReferrerAsync(
        Alliance alliance, RuleSetTerms? terms = null)
    {
        var aster = await GivenProgramAsync(alliance, terms ?? Terms());
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        await BuyAsync(aster, ann, "ann", 1000);
        return (aster, ann, await CodeAsync(aster, ann));
    }

    private static RuleSetTerms Terms(int monthly = 10)
    {
        var terms = ProgramsMade.Terms("aster");
        terms.ReturnDays = 14;
        ReferralsMade.AddTo(terms, monthly);
        terms.Referrals.ReferrerHasBought = true;
        return terms;
    }

    private static Task<string> CodeAsync(FederationClient aster, string member) =>
        ReferralsMade.CodeAsync(aster, Program, member);

    private static UseReferralCodeRequest Using(string member, string code) =>
        ReferralsMade.Using(Program, member, code);

    private static Task AssertRefusedAsync(
        ErrorReason reason, FederationClient aster, UseReferralCodeRequest request) =>
        AssertRefusedAsync(reason, aster.Referrals.UseReferralCodeAsync(request));

    private static async Task AssertRefusedAsync<T>(ErrorReason reason, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAnyAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal(reason, Hosting.Refusal.From(refused)?.Reason);
    }

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
