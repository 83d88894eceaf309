using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A bonus for money that is paid in, and the usual offers of a shop with levels.</summary>
internal static class StoredValue
{
    private const string TopUp = "top-up";
    private const string Featured = "featured";
    private const string MemberDay = "member-day";
    private const string OnGoods = "on-goods";
    private const string OnTheSum = "on-the-sum";
    private const string Scheme = "level";

    public static Template Template { get; } = new(
        "stored-value", Text("Stored value", "储值会员"),
        Text(
            "50 coins for paying in 500 or more, 120 for 1,000; a coin pays 1. 10 off 100; of the category featured 10 "
            + "% off, or of three the cheapest free; on the 15th 2, 5, 8 or 12 % off by level.",
            "单笔充值满 500 元送 50 金币,满 1,000 元送 120 金币,1 金币抵 1 元;满 100 减 10;featured 类九折或买二赠一;"
            + "每月 15 日按等级享九八、九五、九二、八八折。"),
        Make)
    {
        Setup =
        [
            Step(
                "The alliance keeps no stored value. Report what is paid in as an order of goods of the category "
                + "top-up, and what is paid from it as a tender of kind STORED_VALUE.",
                "联盟不保管储值余额。充值请以 top-up 类商品的订单上报,使用储值付款请以 STORED_VALUE 支付方式上报。"),
            Step(
                "Goods with a member-day price have the tag member-day.", "会员日特价商品须带 member-day 标签。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Terms(choice, [.. PaidIn(choice), .. Prices(), .. Offers(choice)]);
        terms.Groups.Add(new RuleGroup { Id = OnGoods, Combine = Combine.Best });
        terms.Groups.Add(new RuleGroup { Id = OnTheSum, Combine = Combine.Stack });
        terms.CoinPayment = new CoinPayment
        {
            Units = 1,
            MinorUnits = choice.Money(1),
            MinimumUnits = 1,
            MaximumShareBasisPoints = Units.BasisPoints,
        };
        terms.TierSchemes.Add(new TierScheme
        {
            Id = Scheme,
            Title = Text("Level", "会员等级"),
            Of = CountedBy.Money,
            Lines = Goods(),
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                Level("ordinary", Text("Ordinary", "普通"), 0),
                Level("silver", Text("Silver", "银卡"), choice.Money(2_000)),
                Level("gold", Text("Gold", "金卡"), choice.Money(10_000)),
                Level("diamond", Text("Diamond", "钻石"), choice.Money(50_000)),
            },
        });
        return terms;
    }

    /// <summary>The bonus for 1,000 adds to that for 500.</summary>
    private static IEnumerable<Rule> PaidIn(TemplateChoice choice) =>
    [
        Rule(
            "top-up-500", Text("50 coins for paying in 500", "充值满 500 元送 50 金币"), PaidInAtLeast(choice.Money(500)),
            Bonus(50)),
        Rule(
            "top-up-1000", Text("70 more for paying in 1,000", "充值满 1,000 元再送 70 金币"),
            PaidInAtLeast(choice.Money(1_000)), Bonus(70)),
    ];

    private static IEnumerable<Rule> Prices() =>
        from price in new[] { ("ordinary", 9_800), ("silver", 9_500), ("gold", 9_200), ("diamond", 8_800) }
        select Rule(
            "member-day-" + price.Item1, Text("Member-day price", "会员日价"),
            All(
                OfLevel(Scheme, price.Item1),
                new Condition { Time = new TimeWindow { DaysOfMonth = { 15 } } }),
            new Effect
            {
                Price = new MemberPrice
                {
                    Lines = new LineFilter { Tags = { MemberDay }, WithoutCategories = { TopUp } },
                    BasisPointsOfList = price.Item2,
                },
            });

    private static IEnumerable<Rule> Offers(TemplateChoice choice)
    {
        var featured = new LineFilter { Categories = { Featured }, WithoutCategories = { TopUp } };
        return
        [
            Rule("buy-two-get-one", Text("Buy two, get one", "买二赠一"), new Effect
            {
                BuyGet = new BuyGet
                {
                    Buy = featured,
                    BuyUnits = 2,
                    GetUnits = 1,
                    BasisPoints = Units.BasisPoints,
                },
            }).In(OnGoods, OnTheSum),
            Rule("ten-percent", Text("10 % off", "九折"), new Effect
            {
                Discount = new Discount { Scope = DiscountScope.EachLine, Lines = featured, BasisPoints = 1_000 },
            }).In(OnGoods, OnTheSum),
            Rule(
                "full-reduction", Text("10 off 100", "满 100 减 10"),
                new Condition
                {
                    Basket = new BasketMoney { Lines = Goods(), AtLeastMinorUnits = choice.Money(100) },
                },
                new Effect
                {
                    Discount = new Discount
                    {
                        Scope = DiscountScope.Order,
                        Lines = Goods(),
                        MinorUnits = choice.Money(10),
                    },
                }).In(OnTheSum),
        ];
    }

    private static Condition PaidInAtLeast(long minorUnits) => new()
    {
        Basket = new BasketMoney
        {
            Lines = new LineFilter { Categories = { TopUp } },
            AtLeastMinorUnits = minorUnits,
        },
    };

    private static LineFilter Goods() => new() { WithoutCategories = { TopUp } };
}
