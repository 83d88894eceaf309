using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>The three usual coupons: off a sum, off a category, and buy some, get one.</summary>
internal static class CouponTypes
{
    private const string FullReduction = "full-reduction";
    private const string Percent = "ten-percent";
    private const string BuyTwo = "buy-two-get-one";
    private const string Featured = "featured";
    private const string OnGoods = "on-goods";
    private const string OnTheSum = "on-the-sum";

    public static Template Template { get; } = new(
        "coupons", Text("Coupons", "优惠券(满减、折扣、买赠)"),
        Text(
            "Coupons that members claim, one for an order: 10 off 100; 10 % off the category featured; buy two of it, "
            + "get one.",
            "会员自领优惠券,每单限用一张:满 100 减 10;featured 类九折;featured 类买二赠一。"),
        Make)
    {
        Setup =
        [
            Step("Goods on offer are of the category featured.", "参加活动的商品须归入 featured 类别。"),
            Step("The app offers the coupons to members (ClaimCoupon).", "由应用向会员提供领券入口(ClaimCoupon)。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var featured = new LineFilter { Categories = { Featured } };
        var terms = Terms(
            choice,
            Rule(BuyTwo, Text("Buy two, get one", "买二赠一"), WithCoupon(BuyTwo), new Effect
            {
                BuyGet = new BuyGet
                {
                    Buy = featured,
                    BuyUnits = 2,
                    GetUnits = 1,
                    BasisPoints = Units.BasisPoints,
                    MaxSets = 1,
                },
            }).In(OnGoods, OnTheSum),
            Rule(Percent, Text("10 % off", "九折"), WithCoupon(Percent), new Effect
            {
                Discount = new Discount { Scope = DiscountScope.EachLine, Lines = featured, BasisPoints = 1_000 },
            }).In(OnGoods, OnTheSum),
            Rule(
                FullReduction, Text("10 off 100", "满 100 减 10"),
                All(WithCoupon(FullReduction), AtLeast(choice.Money(100))), Off(choice.Money(10))).In(OnTheSum));
        terms.Groups.Add(new RuleGroup { Id = OnGoods, Combine = Combine.Best });
        terms.Groups.Add(new RuleGroup { Id = OnTheSum, Combine = Combine.Stack });
        terms.Categories.Add(Featured);
        terms.Coupons.Add(Claimable(FullReduction, Text("10 off 100", "满减券:满 100 减 10")));
        terms.Coupons.Add(Claimable(Percent, Text("10 % off a category", "折扣券:品类九折")));
        terms.Coupons.Add(Claimable(BuyTwo, Text("Buy two, get one", "买赠券:买二赠一")));
        return terms;
    }

    /// <summary>One for each member.</summary>
    private static CouponDefinition Claimable(string id, LocalizedText title) => new()
    {
        Id = id,
        Title = title,
        Days = 30,
        RestoreGraceDays = 7,
        Claimable = true,
        ClaimsPerMember = 1,
    };
}
