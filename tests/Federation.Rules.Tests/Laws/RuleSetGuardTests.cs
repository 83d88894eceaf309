using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What the guard finds, each in a rule set that has nothing else wrong.</summary>
public sealed class RuleSetGuardTests
{
    [Fact]
    public void Check_AGoodRuleSet_FindsNothing()
    {
        var report = RuleSetGuard.Check(Good(), [new CoinWorth { Coin = "coins/star", OnValueUnits = 100 }]);
        Assert.Empty(report.Findings);
        // 10 % off, and for each yuan of the 90 % that are left a coin that is worth a hundredth of it.
        Assert.Equal(1090, report.GiveAwayBasisPoints);
    }

    [Theory]
    [InlineData(GuardFindingKind.Dangling, "group")]
    [InlineData(GuardFindingKind.Dangling, "coin")]
    [InlineData(GuardFindingKind.Duplicate, "rule")]
    [InlineData(GuardFindingKind.Combination, "stages")]
    [InlineData(GuardFindingKind.Combination, "coupon below any")]
    [InlineData(GuardFindingKind.Circle, "circle")]
    [InlineData(GuardFindingKind.NeverApplies, "both named and left out")]
    [InlineData(GuardFindingKind.FreeLoop, "pays for itself")]
    [InlineData(GuardFindingKind.FreeLoop, "coins for coins")]
    [InlineData(GuardFindingKind.FreeLoop, "divided orders")]
    [InlineData(GuardFindingKind.Endless, "endless campaign")]
    [InlineData(GuardFindingKind.Field, "no time zone")]
    [InlineData(GuardFindingKind.EqualPriority, "equal priorities")]
    public void Check_OneFault_FindsIt(GuardFindingKind kind, string fault)
    {
        var terms = Good();
        Faults[fault](terms);
        var report = RuleSetGuard.Check(terms, [new CoinWorth { Coin = "coins/star", OnValueUnits = 100 }]);
        Assert.All(report.Findings, f => Assert.Equal(kind, f.Kind));
        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings, f => Assert.True(f.Words.En.Length > 0 && f.Words.ZhCn.Length > 0));
    }

    private static readonly Dictionary<string, Action<RuleSetTerms>> Faults = new()
    {
        ["group"] = t => t.Rules[0].Group = "none",
        ["coin"] = t => t.Rules[1].Effects[0].Earn.Coin = "coins/moon",
        ["rule"] = t => t.Rules[1].Id = t.Rules[0].Id,
        ["stages"] = t => t.Rules[0].Effects.Add(t.Rules[1].Effects[0].Clone()),
        ["coupon below any"] = t =>
        {
            t.Coupons.Add(new CouponDefinition { Id = "ten", Days = 30 });
            t.Rules[0].Condition = new Condition
            {
                Any = new ConditionList { Of = { new Condition { Coupon = "ten" } } },
            };
        },
        ["circle"] = t =>
        {
            t.Groups.Add(new RuleGroup { Id = "one", Combine = Combine.Stack });
            t.Groups.Add(new RuleGroup { Id = "two", Combine = Combine.Stack });
            (t.Rules[0].Group, t.Rules[1].Group) = ("one", "two");
            t.Rules[0].Excludes.Add("two");
            t.Rules[1].Excludes.Add("one");
        },
        ["both named and left out"] = t => t.Rules[0].Effects[0].Discount.Lines =
            new LineFilter { Skus = { "tea" }, WithoutSkus = { "tea" } },
        ["pays for itself"] = t => t.CoinPayment = new CoinPayment
        {
            Units = 1,
            MinorUnits = 10_000,
            MaximumShareBasisPoints = 10_000,
        },
        ["coins for coins"] = t =>
        {
            t.Rules[1].Effects[0].Earn.Tenders.Add(TenderKind.Coins);
            t.CoinPayment = new CoinPayment { Units = 1, MinorUnits = 10_000, MaximumShareBasisPoints = 10_000 };
        },
        ["divided orders"] = t => t.Rules.Add(Rule("bonus", new Effect { Earn = new Earn { Units = 5 } })),
        ["endless campaign"] = t => t.Campaigns.Add(new Campaign
        {
            Id = "june",
            StartTime = new Google.Protobuf.WellKnownTypes.Timestamp(),
        }),
        ["no time zone"] = t => t.TimeZone = "Mars/Olympus",
        ["equal priorities"] = t =>
        {
            t.Groups.Add(new RuleGroup { Id = "first", Combine = Combine.First });
            var other = t.Rules[0].Clone();
            other.Id = "twin";
            t.Rules.Add(other);
            (t.Rules[0].Group, other.Group) = ("first", "first");
        },
    };

    /// <summary>10 % off an order, and a coin for each yuan.</summary>
    private static RuleSetTerms Good() => new()
    {
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/star" },
        UnpaidMinutes = 30,
        Rules =
        {
            Rule("ten-off", new Effect { Discount = new Discount { Scope = DiscountScope.Order, BasisPoints = 1000 } }),
            Rule("base", new Effect { Earn = new Earn { Units = 1, PerMinorUnits = 100 } }),
        },
    };

    private static Rule Rule(string id, Effect effect) =>
        new() { Id = id, Title = new LocalizedText { En = id }, Effects = { effect } };
}
