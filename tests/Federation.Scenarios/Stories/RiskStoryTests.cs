using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Risk rules beside what else happens to orders and events, through the gateway, on each database.</summary>
public sealed class RiskStoryTests
{
    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Two visits of a member are let pass; the third is refused, counts nothing and gives nothing; another
    /// member's is not.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Event_BeyondARiskRule_IsRefused(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        var visit = EventsMade.On("visit", EventsMade.Kind(EventKind.ShareVisit), EventsMade.Earn(10));
        visit.Limits.Add(new Limit { Per = Per.Member, Period = Period.Day, Of = LimitedBy.Times, AtMost = 5 });
        terms.Rules.Add(visit);
        var rule = RisksMade.Rule("visits", Per.Member, Period.Week, LimitedBy.Times, 2, RiskAnswer.Refuse);
        rule.Events.Add(EventsMade.Kind(EventKind.ShareVisit));
        terms.RiskRules.Add(rule);
        var begin = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        var (ann, ben) = (
            await Alliance.GivenMemberAsync(aster, "ann"), await Alliance.GivenMemberAsync(aster, "ben"));

        ReportEventRequest Visit(string member, int place) => EventsMade.Reporting(
            member, $"{member}-{place}", begin, EventKind.ShareVisit,
            e => (e.Object, e.Channel) = ($"o{place}", "web"));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(place => TryAsync(aster, Visit(ann, place))));
        Assert.Equal(2, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<Refusal>(), refusal => Assert.Equal(
            (ErrorReason.RiskRefused, "visits", "3"),
            (refusal.Reason, refusal.Metadata["rule"], refusal.Metadata["counted"])));
        Assert.Equal(20, await Alliance.BalanceOfAsync(aster, "aster", ann));
        Assert.Null(await TryAsync(aster, Visit(ben, 0)));
        Assert.Equal(10, await Alliance.BalanceOfAsync(aster, "aster", ben));
        Assert.Empty((await aster.Cases.ListCasesAsync(new() { Program = EventsMade.Program })).Cases);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>A correction leaves out an order whose case is open, and one that was decided against the member; once
    /// it is decided for the member the next correction has it. What came back meanwhile is not given.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Correction_LeavesOutOrders_WhoseCaseIsOpen(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await alliance.GivenPartnerAsync("aster");
        var bob = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var wei = await alliance.GivenPersonAsync("aster", aster, "wei");
        var (wrong, right) = (CorrectionsMade.Terms("aster", 1000), CorrectionsMade.Terms("aster", 500));
        RisksMade.AddTo(wrong);
        RisksMade.AddTo(right);
        var program = await CorrectionsMade.WrongAsync("aster", "main", aster, bob, wrong, right);
        var time = (await aster.Clock.GetClockAsync(new())).Clock.Now;
        var ann = await Alliance.GivenMemberAsync(aster, "ann");
        var number = 0;
        Order Order()
        {
            var order = ProgramsMade.Order("aster", time);
            order.EventId = $"{++number}";
            (order.Lines[0].ListMinorUnits, order.Lines[0].Quantity) = (5_000, 2);
            return order;
        }

        // Of each device the first order passes: 10 coins of each; the second one is held.
        var pardoned = await RisksMade.HeldAsync(aster, program, ann, Order, device: 1);
        var denied = await RisksMade.HeldAsync(aster, program, ann, Order, device: 2);
        foreach (var placed in new[] { pardoned, denied })
            await aster.Checkout.AdvanceOrderAsync(new() { Name = placed.OrderName, State = OrderState.Completed });
        await wei.Cases.DecideCaseAsync(RisksMade.Deciding(CaseOf(denied), CaseState.AgainstMember));
        var first = await CorrectAsync();
        Assert.Equal((2, 2), (first.Orders, first.UnearnedOrders));

        // A piece comes back while the case is open: 5 of 10 coins stay held, and are given when it is decided.
        await aster.Checkout.ReturnOrderAsync(new()
        {
            Name = pardoned.OrderName,
            ReturnId = "1",
            Lines = { new ReturnedLine { Number = 1, Quantity = 1 } },
        });
        Assert.Equal((40, 5), await CoinsAsync(aster, ann));
        await wei.Cases.DecideCaseAsync(RisksMade.Deciding(CaseOf(pardoned), CaseState.ForMember));
        Assert.Equal((45, 0), await CoinsAsync(aster, ann));
        var second = await CorrectAsync();
        Assert.Equal((3, 1), (second.Orders, second.UnearnedOrders));
        Assert.Equal((50, 0), await CoinsAsync(aster, ann));
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();

        async Task<Correction> CorrectAsync()
        {
            var proposed = (await CorrectionsMade.ProposeAsync(
                aster, await CorrectionsMade.ProposalAsync(aster, program))).Correction;
            if (proposed.State == CorrectionState.NoDifference)
                return proposed;
            await CorrectionsMade.ApproveAsync(bob, proposed);
            return await CorrectionsMade.DoneAsync(aster, proposed.Name);
        }
    }

    /// <summary>What can be spent, and what is held.</summary>
    private static async Task<(long Available, long Pending)> CoinsAsync(FederationClient aster, string member)
    {
        var wallet = (await aster.Ledger.GetWalletAsync(new() { Name = $"{member}/wallets/aster" })).Wallet;
        return (wallet.AvailableUnits, wallet.PendingUnits);
    }

    private static string CaseOf(PlaceOrderResponse placed) =>
        placed.OrderName.Replace("/orders/", "/cases/", StringComparison.Ordinal);

    /// <returns>Why it was refused; null if it was not.</returns>
    private static async Task<Refusal?> TryAsync(FederationClient brand, ReportEventRequest request)
    {
        try
        {
            await brand.Events.ReportEventAsync(request);
            return null;
        }
        catch (RefusedException e)
        {
            return e.Refusal;
        }
    }
}
