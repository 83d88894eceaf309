using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>What the guard finds in rules on events, and in birthday gifts.</summary>
public sealed class EventGuardTests
{
    private static readonly Dictionary<string, Action<Rule>> Faults = new()
    {
        ["none"] = _ => { },
        ["a discount"] = r => r.Effects[0] = Gives.Off(DiscountScope.Order, 1),
        ["coins by money"] = r => r.Effects[0] = Gives.ByMoney(1, 100),
        ["a multiplier"] = r => r.Effects[0] = Gives.Times(20_000),
        ["goods"] = r => r.Effects[0] = new Effect { AddItem = new AddItem { Sku = "tea", Quantity = 1 } },
        ["lines"] = r => r.Effects[0].Earn.Lines = new LineFilter(),
        ["a basket"] = r => r.Condition = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 1 } },
        ["a basket below not"] = r => r.Condition = new Condition
        {
            Not = new Condition { Lines = new LineQuantity { AtLeast = 1 } },
        },
        ["a coupon"] = r => r.Condition = new Condition { Coupon = "ten" },
        ["a payment"] = r => r.Condition = new Condition { Paid = new PaidBy { Kinds = { TenderKind.Money } } },
        ["a merchant"] = r => r.Condition = new Condition
        {
            At = new PlacedAt { Merchants = { "partners/tea/merchants/one" } },
        },
        ["per payer"] = r => r.Limits.Add(Gives.AtMost(1, Per.Payer, Period.Day, LimitedBy.Times)),
        ["per order"] = r => r.Limits.Add(Gives.AtMost(1, Per.Order, Period.Order, LimitedBy.Coins)),
        ["a day of the run"] = r => r.Effects[0].Earn.Table = Table(EventAttribute.RunDay),
        ["no kind"] = r => r.On.Events.Clear(),
        ["a kind twice"] = r => r.On.Events.Add(r.On.Events[0].Clone()),
        ["a name for a survey"] = r => r.On.Events[0].Name = "spring",
        ["a table of nothing"] = r => r.Effects[0].Earn.Table = new EventTable { By = EventAttribute.Grade },
        ["a table by nothing"] = r => r.Effects[0].Earn.Table = Table(EventAttribute.Unspecified),
        ["a row below 0"] = r => r.Effects[0].Earn.Table = Table(EventAttribute.Grade, -1),
        ["coins available in 366 days"] = r => r.Effects[0].Earn.AvailableDays = 366,
        ["a score of 11"] = r => r.Condition = new Condition
        {
            Event = new EventIs { Recommendation = new ScoreRange { Lowest = 0, Highest = 11 } },
        },
        ["another kind"] = r => r.Condition = new Condition { Event = new EventIs { Types_ = { Named("walk") } } },
        ["an unlimited kind"] = r => r.On.Events[0] = Named("walk"),
        ["an unlimited visit"] = r => r.On.Events[0] = new EventType { Kind = EventKind.ShareVisit },
        ["an endless campaign"] = r => r.Campaign = "spring",
    };

    private static readonly Dictionary<string, Action<RuleSetTerms>> ReferralFaults = new()
    {
        ["none"] = _ => { },
        ["no terms of referrals"] = t => t.Referrals = null,
        ["no rule on them"] = t => t.Rules.Clear(),
        ["goods that come back for ever"] = t => t.ReturnDays = 0,
        ["no limit"] = t => t.Rules[0].Limits.Clear(),
        ["no amount"] = t => t.Referrals.MinimumMinorUnits = 0,
        ["a holdback of 366 days"] = t => t.Referrals.HoldbackDays = 366,
        ["minus one day to qualify"] = t => t.Referrals.QualifyDays = -1,
        ["a side twice"] = t => t.Rules[0].Condition.Event.Sides.Add(ReferralSide.Referrer),
        ["no side"] = t => t.Rules[0].Condition.Event.Sides[0] = ReferralSide.Unspecified,
    };

    /// <summary>Members may check in where a rule says what they get.</summary>
    [Theory]
    [InlineData(EventKind.CheckIn, false)]
    [InlineData(EventKind.Survey, true)]
    public void OwnCheckIns_WithoutARuleOnThem_AreFound(EventKind kind, bool isFound)
    {
        var terms = new RuleSetTerms(new Given().Terms) { CheckIns = new CheckIns { ByMembers = true } };
        terms.Rules.Add(new Rule
        {
            Id = "behaviour",
            Title = new LocalizedText { En = "Behaviour" },
            On = new Trigger { Events = { new EventType { Kind = kind } } },
            Effects = { Gives.Fixed(5) },
        });
        var found = RuleSetGuard.Check(terms, []).Findings.Where(f => f.Path == "check_ins.by_members");
        Assert.Equal(isFound, found.Any());
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("a discount", GuardFindingKind.Combination)]
    [InlineData("coins by money", GuardFindingKind.Combination)]
    [InlineData("a multiplier", GuardFindingKind.Combination)]
    [InlineData("goods", GuardFindingKind.Combination)]
    [InlineData("lines", GuardFindingKind.Combination)]
    [InlineData("a basket", GuardFindingKind.Combination)]
    [InlineData("a basket below not", GuardFindingKind.Combination)]
    [InlineData("a coupon", GuardFindingKind.Combination)]
    [InlineData("a payment", GuardFindingKind.Combination)]
    [InlineData("a merchant", GuardFindingKind.Combination)]
    [InlineData("per payer", GuardFindingKind.Combination)]
    [InlineData("per order", GuardFindingKind.Combination)]
    [InlineData("a day of the run", GuardFindingKind.Combination)]
    [InlineData("no kind", GuardFindingKind.Field)]
    [InlineData("a kind twice", GuardFindingKind.Field)]
    [InlineData("a name for a survey", GuardFindingKind.Field)]
    [InlineData("a table of nothing", GuardFindingKind.Field)]
    [InlineData("a table by nothing", GuardFindingKind.Field)]
    [InlineData("a row below 0", GuardFindingKind.Field)]
    [InlineData("coins available in 366 days", GuardFindingKind.Field)]
    [InlineData("a score of 11", GuardFindingKind.Field)]
    [InlineData("another kind", GuardFindingKind.Dangling)]
    [InlineData("an unlimited kind", GuardFindingKind.FreeLoop)]
    [InlineData("an unlimited visit", GuardFindingKind.FreeLoop)]
    [InlineData("an endless campaign", GuardFindingKind.Endless)]
    public void Check_ARuleOnEvents_FindsIts(string fault, GuardFindingKind? kind)
    {
        var rule = Rule("act", Gives.Fixed(5));
        rule.On = new Trigger { Events = { new EventType { Kind = EventKind.Survey } } };
        Faults[fault](rule);
        var terms = Terms(rule);
        if (rule.Campaign.Length > 0)
            terms.Campaigns.Add(new Campaign { Id = rule.Campaign, StartTime = Given.At("2026-01-01T00:00:00Z") });
        var errors = RuleSetGuard.Check(terms, []).Findings.Where(f => f.Error).ToList();
        Assert.All(errors, f => Assert.Equal(kind, f.Kind));
        Assert.Equal(kind is not null, errors.Count > 0);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("no terms of referrals", GuardFindingKind.Combination)]
    [InlineData("no rule on them", GuardFindingKind.Combination)]
    [InlineData("goods that come back for ever", GuardFindingKind.Combination)]
    [InlineData("no limit", GuardFindingKind.FreeLoop)]
    [InlineData("no amount", GuardFindingKind.Field)]
    [InlineData("a holdback of 366 days", GuardFindingKind.Field)]
    [InlineData("minus one day to qualify", GuardFindingKind.Field)]
    [InlineData("a side twice", GuardFindingKind.Field)]
    [InlineData("no side", GuardFindingKind.Field)]
    public void Check_Referrals_FindsIts(string fault, GuardFindingKind? kind)
    {
        var rule = Rule("act", Gives.Fixed(5));
        rule.On = new Trigger { Events = { new EventType { Kind = EventKind.ReferralQualified } } };
        rule.Condition = new Condition { Event = new EventIs { Sides = { ReferralSide.Referrer } } };
        rule.Limits.Add(Gives.AtMost(10, Per.Member, Period.Month, LimitedBy.Times));
        var terms = Terms(rule);
        (terms.ReturnDays, terms.Referrals) = (14, new Referrals { MinimumMinorUnits = 1 });
        ReferralFaults[fault](terms);
        var errors = RuleSetGuard.Check(terms, []).Findings.Where(f => f.Error).ToList();
        Assert.All(errors, f => Assert.Equal(kind, f.Kind));
        Assert.Equal(kind is not null, errors.Count > 0);
    }

    /// <summary>Only a referral has sides.</summary>
    [Fact]
    public void Check_ARuleOnSurveys_MayNotAskForASide()
    {
        var rule = Rule("act", Gives.Fixed(5));
        rule.On = new Trigger { Events = { new EventType { Kind = EventKind.Survey } } };
        rule.Condition = new Condition { Event = new EventIs { Sides = { ReferralSide.Referred } } };
        var finding = Assert.Single(RuleSetGuard.Check(Terms(rule), []).Findings, f => f.Error);
        Assert.Equal(
            (GuardFindingKind.Combination, "rules[0].condition.event.sides"), (finding.Kind, finding.Path));
    }

    /// <summary>A table, and a condition on events, are nothing for orders.</summary>
    [Fact]
    public void Check_ARuleOnOrders_MayNotAskOfEvents()
    {
        var rule = Rule("order", Gives.Fixed(5));
        rule.Limits.Add(Gives.AtMost(1, Per.Member, Period.Day, LimitedBy.Times));
        rule.Effects[0].Earn.Table = Table(EventAttribute.Grade);
        rule.Condition = new Condition { Event = new EventIs { Grades = { "hard" } } };
        Assert.Equal(
            ["rules[0].condition.event", "rules[0].effects[0].earn.table"],
            RuleSetGuard.Check(Terms(rule), []).Findings.Where(f => f.Kind == GuardFindingKind.Combination)
                .Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    /// <summary>Events have no price, so what they give is no share of one.</summary>
    [Fact]
    public void GiveAway_OfOrders_LeavesEventsOut()
    {
        var rule = Rule("act", Gives.Fixed(1_000_000));
        rule.On = new Trigger { Events = { new EventType { Kind = EventKind.Survey } } };
        var report = RuleSetGuard.Check(
            Terms(Rule("base", Gives.ByMoney(1, 100)), rule),
            [new CoinWorth { Coin = "coins/star", OnValueUnits = 1 }]);
        Assert.Equal(100, report.GiveAwayBasisPoints);
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    public void BirthdayGift_ThatCanBeHadAgain_IsWarnedOf(bool year, bool pause, bool warned)
    {
        var rule = Rule("gift", Gives.Fixed(50));
        rule.Condition = new Condition { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Month } };
        if (year)
            rule.Limits.Add(Gives.AtMost(1, Per.Member, Period.Year, LimitedBy.Times));
        if (pause)
            rule.Limits.Add(Gives.AtMost(300, Per.Member, Period.Cooldown, LimitedBy.Times));
        var found = RuleSetGuard.Check(Terms(rule), []).Findings
            .Where(f => f.Kind == GuardFindingKind.BirthdayRepeated);
        Assert.Equal(warned, found.Any());
        Assert.All(found, f => Assert.False(f.Error));
    }

    private static EventType Named(string name) => new() { Kind = EventKind.Named, Name = name };

    private static EventTable Table(EventAttribute by, long units = 1) =>
        new() { By = by, Rows = { new EventTableRow { Key = "hard", Units = units } } };

    private static Rule Rule(string id, Effect effect) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        Effects = { effect },
    };

    private static RuleSetTerms Terms(params Rule[] rules) => new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 1,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/star" },
        UnpaidMinutes = 30,
        Coupons = { new CouponDefinition { Id = "ten", Title = new LocalizedText { En = "Ten" }, Days = 30 } },
        Rules = { rules },
    };
}
