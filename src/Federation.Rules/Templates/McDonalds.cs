using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A coupon for the next order.</summary>
internal static class McDonalds
{
    private const string NextOrder = "next-order";

    public static Template Template { get; } = new(
        "mcdonalds", Text("A coupon for the next order, as at McDonald's", "下单返券(麦当劳式)"),
        Text(
            "An order of 100 or more gives a coupon for the next one: 10 off an order of 40 or more, within 30 days.",
            "单笔满 100 元返 10 元优惠券,30 天内下次消费满 40 元可用。"),
        Make)
    {
        Setup =
        [
            Step(
                "With auto_coupons orders use a member's coupons without their codes.",
                "订单设置 auto_coupons 后,无需出示券码即可自动用券。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Terms(
            choice,
            Rule(
                "use-coupon", Text("10 off 40 with a coupon", "优惠券满 40 减 10"),
                All(WithCoupon(NextOrder), AtLeast(choice.Money(40))), Off(choice.Money(10))),
            Rule(
                "give-coupon", Text("A coupon for an order of 100", "满 100 元返券"), AtLeast(choice.Money(100)),
                Coupon(NextOrder)));
        terms.Coupons.Add(new CouponDefinition
        {
            Id = NextOrder,
            Title = Text("10 off your next order of 40", "下次满 40 减 10"),
            Days = 30,
            RestoreGraceDays = 7,
        });
        return terms;
    }
}
