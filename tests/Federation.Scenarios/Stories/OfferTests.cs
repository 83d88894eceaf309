using Federation.Client;
using Federation.Errors.V1;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>An offer binds the brand: the price shown is the price taken, whatever is published meanwhile.</summary>
public sealed class OfferTests
{
    private const string Program = "partners/aster/programs/main";
    private Timestamp now = new();

    [Fact]
    public async Task Offer_OfRuleSetThatWasReplaced_IsKept()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, second) = await GivenSaleAsync(alliance);
        var order = Order("1");
        var offer = await OfferAsync(aster, order);
        Assert.Equal(9_000, offer.Evaluation.TotalMinorUnits);

        var without = ProgramsMade.Terms("aster");
        await ProgramsMade.ReplaceAsync("aster", aster, second, without);
        var today = await aster.Checkout.EvaluateOrderAsync(
            new() { Program = Program, Order = Order("2", await NowAsync(aster)) });
        Assert.Equal(10_000, today.Evaluation.TotalMinorUnits);

        var request = new PlaceOrderRequest { Program = Program, Order = order, Offer = offer.Offer };
        var placed = await aster.Checkout.PlaceOrderAsync(request);
        Assert.Equal((9_000, offer.RuleSet), (placed.Evaluation.TotalMinorUnits, placed.RuleSet));

        // The answer was lost, and the offer has ended meanwhile: it is answered as before.
        await AdvanceAsync(alliance, offer.OfferExpireTime);
        Assert.True((await aster.Checkout.PlaceOrderAsync(request)).Replayed);
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>An offer by a rule set that was published and taken back stays good; other orders are decided by what
    /// is in force again.</summary>
    [Fact]
    public async Task Offer_OfRuleSetThatWasRolledBack_IsKept()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, second) = await GivenSaleAsync(alliance);
        await ProgramsMade.ReplaceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
        var order = Order("1", await NowAsync(aster));
        var offer = await OfferAsync(aster, order);
        Assert.Equal((10_000, RuleSet(2)), (offer.Evaluation.TotalMinorUnits, offer.RuleSet));

        await aster.Programs.PublishRuleSetAsync(new() { RequestId = RequestIds.New(), Name = RuleSet(1) });

        var placed = await aster.Checkout.PlaceOrderAsync(
            new() { Program = Program, Order = order, Offer = offer.Offer });
        Assert.Equal((10_000, RuleSet(2)), (placed.Evaluation.TotalMinorUnits, placed.RuleSet));
        var other = await aster.Checkout.PlaceOrderAsync(
            new() { Program = Program, Order = Order("2", await NowAsync(aster)) });
        Assert.Equal((9_000, RuleSet(1)), (other.Evaluation.TotalMinorUnits, other.RuleSet));
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>Without an offer the rule set decides that was in force at the order's time, whatever was published and
    /// taken back until it was reported.</summary>
    [Fact]
    public async Task Order_ReportedLate_IsDecidedByTheRuleSetOfItsTime()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, second) = await GivenSaleAsync(alliance);
        await AdvanceAsync(alliance, now + Hours(1));
        await ProgramsMade.ReplaceAsync("aster", aster, second, ProgramsMade.Terms("aster"));
        // The clock stands still meanwhile.
        var published = await NowAsync(aster);
        await AdvanceAsync(alliance, published + Hours(1));
        var back = (await aster.Programs.PublishRuleSetAsync(
            new() { RequestId = RequestIds.New(), Name = RuleSet(1) })).Publication.PublishTime;
        await AdvanceAsync(alliance, back + Hours(1));

        var moment = new Duration { Nanos = 1_000 };
        foreach (var (time, number) in new[]
        {
            (now, 1), (published - moment, 1), (published, 2), (back - moment, 2), (back, 1), (back + Hours(1), 1),
        })
        {
            var order = Order($"{time.Seconds}.{time.Nanos}", time);
            var seen = await aster.Checkout.EvaluateOrderAsync(new() { Program = Program, Order = order });
            var placed = await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = order });
            Assert.Equal((RuleSet(number), RuleSet(number)), (seen.RuleSet, placed.RuleSet));
        }
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    [Fact]
    public async Task Offer_ThatEnded_IsRefused()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, _) = await GivenSaleAsync(alliance);
        var order = Order("1");
        var offer = await OfferAsync(aster, order);
        await AdvanceAsync(alliance, offer.OfferExpireTime);
        var refused = await RefusedAsync(aster, new() { Program = Program, Order = order, Offer = offer.Offer });
        Assert.Equal(ErrorReason.OfferExpired, refused.Reason);
        alliance.Deployment.Errors.AssertNone();
    }

    /// <summary>The budget was used up by another order: the offer cannot be kept, and the refusal names the
    /// rule.</summary>
    [Fact]
    public async Task Offer_WhoseBudgetIsUsedUp_IsRefusedUnlessChangesAreAccepted()
    {
        await using var alliance = await Alliance.StartAsync();
        var (aster, _) = await GivenSaleAsync(alliance);
        var order = Order("1");
        var offer = await OfferAsync(aster, order);
        await aster.Checkout.PlaceOrderAsync(new() { Program = Program, Order = Order("2") });

        var request = new PlaceOrderRequest { Program = Program, Order = order, Offer = offer.Offer };
        var refused = await RefusedAsync(aster, request);
        Assert.Equal((ErrorReason.OfferGone, "sale"), (refused.Reason, refused.Metadata["rules"]));
        Assert.Equal("10000", refused.Metadata["total_minor_units"]);

        request.AcceptChanges = true;
        Assert.Equal(10_000, (await aster.Checkout.PlaceOrderAsync(request)).Evaluation.TotalMinorUnits);
        alliance.Deployment.Errors.AssertNone();
    }

    private static string RuleSet(int number) => $"{Program}/ruleSets/{number}";

    private static Duration Hours(int hours) => Duration.FromTimeSpan(TimeSpan.FromHours(hours));

    private static async Task<EvaluateOrderResponse> OfferAsync(FederationClient aster, Order order) =>
        await aster.Checkout.EvaluateOrderAsync(new() { Program = Program, Order = order, WithOffer = true });

    private static async Task<Federation.Client.Refusal> RefusedAsync(
        FederationClient aster, PlaceOrderRequest request) =>
        (await Assert.ThrowsAsync<RefusedException>(() => aster.Checkout.PlaceOrderAsync(request).ResponseAsync))
        .Refusal;

    private static async Task AdvanceAsync(Alliance alliance, Timestamp past) =>
        await alliance.Admin.Clock.AdvanceClockAsync(new()
        {
            RequestId = RequestIds.New(),
            Now = past + Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });

    private static async Task<Timestamp> NowAsync(FederationClient client) =>
        (await client.Clock.GetClockAsync(new())).Clock.Now;

    private Order Order(string id, Timestamp? time = null)
    {
        var order = ProgramsMade.Order("aster", time ?? now);
        order.EventId = id;
        order.Lines[0].ListMinorUnits = 10_000;
        return order;
    }

    /// <summary>10 yuan off, once in all.</summary>
    private async Task<(FederationClient First, FederationClient Second)> GivenSaleAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.Rules.Add(new Rule
        {
            Id = "sale",
            Title = new LocalizedText { En = "10 yuan off" },
            Effects = { new Effect { Discount = new Discount { Scope = DiscountScope.Order, MinorUnits = 1_000 } } },
            Limits = { new Limit { Per = Per.Everyone, Period = Period.Ever, Of = LimitedBy.Times, AtMost = 1 } },
        });
        now = await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return (aster, second);
    }
}
