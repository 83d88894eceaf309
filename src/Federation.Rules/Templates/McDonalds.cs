using Federation.Programs.V1;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A coupon for the next order.</summary>
internal static class McDonalds
{
    private const string NextOrder = "next-order";

    public static Template Template { get; } = new(
        "mcdonalds", Text("A coupon for the next order, as at McDonald's", "下单返券(麦当劳式)"),
        Text(
            "An order of 100 gives a coupon of 10 for the next one, for 30 days.",
            "单笔满 100 元返 10 元优惠券,30 天内下次可用。"),
        Make);

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Terms(
            choice,
            Rule(
                "use-coupon", Text("10 off with a coupon", "优惠券减 10 元"), WithCoupon(NextOrder),
                Off(choice.Money(10))),
            Rule(
                "give-coupon", Text("A coupon for an order of 100", "满 100 元返券"), AtLeast(choice.Money(100)),
                Coupon(NextOrder)));
        terms.Coupons.Add(new CouponDefinition
        {
            Id = NextOrder,
            Title = Text("10 off your next order", "下次立减 10 元"),
            Days = 30,
            RestoreGraceDays = 7,
        });
        return terms;
    }
}
