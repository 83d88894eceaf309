using Federation.Client;
using Federation.Partners.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Date = Google.Type.Date;

namespace Federation.Scenarios;

/// <summary>Levels that orders give by rules, through the gateway: an order of 100 yuan gives gold for thirty days, and
/// gold earns twice.</summary>
public sealed class TierStoryTests
{
    private const string Program = "partners/aster/programs/main";
    private const int Days = 30;

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>Whatever parts it is returned in: once what is kept no longer earns the level, it is gone.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Level_GivenByOrder_GoesWithWhatEarnedIt(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var placing = await PlacingAsync(aster, member, OrderState.Paid, 5_000, 4_000, 2_000);
        var first = await aster.Checkout.PlaceOrderAsync(placing);
        var award = first.Evaluation.Awards.Single(a => a.Tier is not null);
        // It is paid and not yet delivered.
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));

        await aster.Checkout.AdvanceOrderAsync(new() { Name = first.OrderName, State = OrderState.Completed });
        Assert.Equal(("gold", 20), await StandingAsync(aster, member));
        var grant = (await StatusAsync(aster, member)).Grants.Single();
        Assert.Equal(
            (member, first.OrderName, "big", award.Tier, ""),
            (grant.Member, grant.Order, grant.Reason, grant.Grant, grant.Creator));
        var next = await aster.Checkout.PlaceOrderAsync(await PlacingAsync(aster, member, default, 1_000));
        Assert.Equal(20, next.Evaluation.Coins.Single().Units);
        var record = await aster.Checkout.GetEvaluationAsync(new() { Name = next.EvaluationName });
        Assert.Equal([award.Tier], record.Record.Facts.Member.TierGrants);
        Assert.Equal(Verification.Same, Records.Verify(record.Record, record.Digest.Span));

        // 110 yuan less 20 are too little.
        var back = await ReturnAsync(aster, first.OrderName, "r1", 3);
        Assert.Equal([grant.Name], back.Back.TierGrantsRevoked);
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        Assert.Empty((await StatusAsync(aster, member)).Grants);
        Assert.Empty((await ReturnAsync(aster, first.OrderName, "r2", 1)).Back.TierGrantsRevoked);
        var last = await ReturnAsync(aster, first.OrderName, "r3", 2);
        Assert.Equal([grant.Name], last.Order.Back.TierGrantsRevoked);
        // What was decided meanwhile stays.
        Assert.Equal(20, await Alliance.BalanceOfAsync(aster, "aster", member));

        // Sent again it is answered as then, and gives nothing more.
        var again = await aster.Checkout.PlaceOrderAsync(placing);
        Assert.True(again.Replayed);
        Assert.Equal(first.Evaluation.Awards, again.Evaluation.Awards);
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        await EndAsync(alliance);
    }

    /// <summary>A till's sale gives it at once, and it lasts for the days that the rule says.</summary>
    [Fact]
    public async Task Level_GivenByOrder_LastsUntilItsDay()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var now = await NowAsync(aster);
        await aster.Checkout.PlaceOrderAsync(await PlacingAsync(aster, member, default, 10_000));
        var tier = (await StatusAsync(aster, member)).Tiers.Single();
        Assert.Equal(("gold", DateOf(now.AddDays(Days - 1))), (tier.Standing.Level, tier.LastDate));
        await AdvanceAsync(alliance, now.AddDays(Days - 1));
        Assert.Equal(("gold", 20), await StandingAsync(aster, member));
        await AdvanceAsync(alliance, now.AddDays(Days));
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        await EndAsync(alliance);
    }

    /// <summary>Neither an order that is cancelled nor one that nobody pays leaves a level.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Level_OfOrderThatIsNone_IsNone(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance, EarnAt.Paid);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var paid = await aster.Checkout.PlaceOrderAsync(await PlacingAsync(aster, member, OrderState.Paid, 10_000));
        Assert.Equal(("gold", 20), await StandingAsync(aster, member));
        var cancelled = await aster.Checkout.CancelOrderAsync(new() { Name = paid.OrderName });
        Assert.Single(cancelled.Back.TierGrantsRevoked);
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        Assert.True((await aster.Checkout.CancelOrderAsync(new() { Name = paid.OrderName })).Replayed);

        var unpaid = await aster.Checkout.PlaceOrderAsync(
            await PlacingAsync(aster, member, OrderState.Placed, 10_000));
        var order = (await aster.Checkout.GetOrderAsync(new() { Name = unpaid.OrderName })).Order;
        await AdvanceAsync(alliance, order.UnpaidExpireTime.ToDateTimeOffset().AddSeconds(1));
        while (order.State == OrderState.Placed)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            order = (await aster.Checkout.GetOrderAsync(new() { Name = unpaid.OrderName })).Order;
        }
        Assert.Equal(OrderState.Cancelled, order.State);
        Assert.Empty(order.Back.TierGrantsRevoked);
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        await EndAsync(alliance);
    }

    /// <summary>What a person granted is not the order's to take back, and the other way round.</summary>
    [Fact]
    public async Task Level_GrantedBesideAnOrder_IsTakenBackByItself()
    {
        await using var alliance = await Alliance.StartAsync();
        var aster = await GivenProgramAsync(alliance);
        var member = await Alliance.GivenMemberAsync(aster, "ann");
        var now = await NowAsync(aster);
        var granted = (await aster.MemberPrograms.GrantTierAsync(new()
        {
            RequestId = RequestIds.New(),
            Program = Program,
            Member = member,
            Scheme = "club",
            Level = "gold",
            FromDate = DateOf(now),
            ToDate = DateOf(now.AddDays(Days)),
            Reason = "goodwill",
        })).Grant;
        var first = await aster.Checkout.PlaceOrderAsync(await PlacingAsync(aster, member, default, 10_000));
        var second = await aster.Checkout.PlaceOrderAsync(await PlacingAsync(aster, member, default, 9_000, 1_000));
        Assert.Equal(
            new HashSet<string> { "", first.OrderName, second.OrderName },
            (await StatusAsync(aster, member)).Grants.Select(g => g.Order).ToHashSet());

        await ReturnAsync(aster, first.OrderName, "r1", 1);
        var status = await StatusAsync(aster, member);
        Assert.Equal(2, status.Grants.Count);
        Assert.Contains(granted, status.Grants);
        await aster.MemberPrograms.RevokeTierGrantAsync(new() { RequestId = RequestIds.New(), Name = granted.Name });
        Assert.Equal(("gold", 20), await StandingAsync(aster, member));

        // A person takes back what the second order gave: its return finds nothing left of it.
        var own = (await StatusAsync(aster, member)).Grants.Single();
        await aster.MemberPrograms.RevokeTierGrantAsync(new() { RequestId = RequestIds.New(), Name = own.Name });
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        await ReturnAsync(aster, second.OrderName, "r1", 2);
        await ReturnAsync(aster, second.OrderName, "r2", 1);
        Assert.Equal(("basic", 10), await StandingAsync(aster, member));
        Assert.Empty((await StatusAsync(aster, member)).Grants);
        await EndAsync(alliance);
    }

    private static async Task EndAsync(Alliance alliance)
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private static async Task<DateTimeOffset> NowAsync(FederationClient client) =>
        (await client.Clock.GetClockAsync(new())).Clock.Now.ToDateTimeOffset();

    private static async Task AdvanceAsync(Alliance alliance, DateTimeOffset to) =>
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTimeOffset(to) });

    private static async Task<MemberStatus> StatusAsync(FederationClient aster, string member) =>
        (await aster.MemberPrograms.GetMemberStatusAsync(new() { Program = Program, Member = member })).Status;

    /// <summary>The member's level, and what an order of 10 yuan earns now.</summary>
    private static async Task<(string Level, long Coins)> StandingAsync(FederationClient aster, string member)
    {
        var order = (await PlacingAsync(aster, member, default, 1_000)).Order;
        var evaluated = await aster.Checkout.EvaluateOrderAsync(new() { Program = Program, Order = order });
        var level = (await StatusAsync(aster, member)).Tiers.Single().Standing.Level;
        Assert.Equal(level, evaluated.Evaluation.Tiers.Single().Level);
        return (level, evaluated.Evaluation.Coins.Sum(c => c.Units));
    }

    private static async Task<ReturnOrderResponse> ReturnAsync(
        FederationClient aster, string order, string id, int line) =>
        await aster.Checkout.ReturnOrderAsync(
            new() { Name = order, ReturnId = id, Lines = { new ReturnedLine { Number = line, Quantity = 1 } } });

    private static async Task<PlaceOrderRequest> PlacingAsync(
        FederationClient aster, string member, OrderState state, params long[] prices)
    {
        var order = ProgramsMade.Order("aster", Timestamp.FromDateTimeOffset(await NowAsync(aster)));
        order.Member = member;
        order.Lines.Clear();
        order.Lines.AddRange(prices.Select((price, i) => new OrderLine
        {
            Number = i + 1,
            Sku = "tea",
            Quantity = 1,
            ListMinorUnits = price,
        }));
        return new PlaceOrderRequest { Program = Program, Order = order, State = state };
    }

    /// <summary>A moment's date in Shanghai.</summary>
    private static Date DateOf(DateTimeOffset moment)
    {
        var date = moment.AddHours(8);
        return new Date { Year = date.Year, Month = date.Month, Day = date.Day };
    }

    private static async Task<FederationClient> GivenProgramAsync(
        Alliance alliance, EarnAt earnAt = EarnAt.Completed)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var second = await alliance.GivenCredentialAsync("aster", CredentialRole.PartnerAdmin);
        var terms = ProgramsMade.Terms("aster");
        terms.EarnAt = earnAt;
        var club = ProgramsMade.Club();
        // Nobody gets there by buying alone.
        club.Levels[1].Threshold = 1_000_000;
        terms.TierSchemes.Add(club);
        terms.Rules.Add(Rule(
            "big", new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 10_000 } },
            new Effect { Tier = new GrantTier { Scheme = "club", Level = "gold", Days = Days } }));
        terms.Rules.Add(Rule(
            "gold", new Condition { Tier = new TierIs { Scheme = "club", Levels = { "gold" } } },
            new Effect { Multiply = new Multiply { FactorBasisPoints = 20_000, Rules = { "base" } } }));
        await ProgramsMade.InForceAsync("aster", aster, second, terms);
        return aster;
    }

    private static Rule Rule(string id, Condition condition, Effect effect) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Condition = condition,
        Effects = { effect },
    };
}
