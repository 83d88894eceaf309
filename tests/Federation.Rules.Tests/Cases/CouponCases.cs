using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Coupons that are shown, and those that are chosen.</summary>
public sealed class CouponCases
{
    private const string Soon = "2026-06-20T00:00:00Z";
    private const string Late = "2026-07-20T00:00:00Z";

    private static Given Rules(bool auto = false)
    {
        var given = new Given().Member().Line(1, 1, 100)
            .If("ten", new Condition { Coupon = "ten" }, Gives.Off(DiscountScope.Order, 10))
            .If("free", new Condition { Coupon = "free" }, Gives.Off(DiscountScope.Delivery, 1000));
        given.Order.AutoCoupons = auto;
        return given;
    }

    [Theory, ClassData<Evaluators>]
    public void Shown_TheOneThatExpiresFirstIsUsed(string evaluator)
    {
        var order = Rules().Coupon("a", "ten", Late).Coupon("c", "ten", Soon).Coupon("b", "ten", Soon).By(evaluator);

        Assert.Equal("ten -10", order.Given());
        Assert.Equal(["coupons/b"], order.UsedCoupons);
        Assert.Equal(["coupons/b"], order.Awards[0].CouponsUsed);
    }

    [Theory, ClassData<Evaluators>]
    public void Expired_OrNotShown_IsNotUsable(string evaluator)
    {
        Assert.Empty(Rules().Coupon("a", "ten", "2026-06-14T00:00:00Z").By(evaluator).Awards);
        Assert.Empty(Rules().Coupon("a", "ten", Late, shown: false).By(evaluator).Awards);
    }

    [Theory, ClassData<Evaluators>]
    public void Use_IsForOneRuleOnly(string evaluator)
    {
        Given Two(int uses) => Rules()
            .If("zehn", new Condition { Coupon = "ten" }, Gives.Off(DiscountScope.Order, 10))
            .Coupon("a", "ten", Soon, uses: uses);

        Assert.Equal("ten -10", Two(1).By(evaluator).Given());
        Assert.Equal("ten -10, zehn -10", Two(2).By(evaluator).Given());
    }

    [Theory, ClassData<Evaluators>]
    public void RuleThatGivesNothing_UsesNoCoupon(string evaluator)
    {
        // There is no delivery to take anything off.
        Assert.Empty(Rules().Coupon("a", "free", Soon).By(evaluator).UsedCoupons);
    }

    [Theory, ClassData<Evaluators>]
    public void Automatic_OnlyWhatLowersTheTotalIsUsed(string evaluator)
    {
        var order = Rules(auto: true).Coupon("a", "free", Soon, shown: false).Coupon("b", "ten", Late, shown: false)
            .Coupon("c", "ten", Soon, shown: false).By(evaluator);

        // 100 - 10; of the two that would do, the one that expires first.
        Assert.Equal(90, order.TotalMinorUnits);
        Assert.Equal(["coupons/c"], order.UsedCoupons);
    }

    [Theory, ClassData<Evaluators>]
    public void Automatic_TakesTheLowestTotal(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 100).Group("one", Combine.First)
            .Rule("small", r => (r.Group, r.Condition) = ("one", new Condition { Coupon = "small" }),
                Gives.Off(DiscountScope.Order, 5))
            .Rule("small-too", r => (r.Group, r.Condition) = ("one", new Condition { Coupon = "large" }),
                Gives.Off(DiscountScope.Order, 30))
            .Coupon("s", "small", Soon, shown: false).Coupon("l", "large", Late, shown: false);
        order.Order.AutoCoupons = true;

        // The group gives the first: with s it would be 95, with l alone it is 70.
        Assert.Equal(["coupons/l"], order.By(evaluator).UsedCoupons);
        Assert.Equal(70, order.By(evaluator).TotalMinorUnits);
    }

    [Theory, ClassData<Evaluators>]
    public void Automatic_MoreThanSix_AreAddedOneByOne(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 100);
        given.Order.AutoCoupons = true;
        foreach (var i in Enumerable.Range(1, 8))
            given.If($"r{i}", new Condition { Coupon = $"d{i}" }, Gives.Off(DiscountScope.Order, i))
                .Coupon($"c{i}", $"d{i}", Soon, shown: false);

        // 1 + 2 + ... + 8 = 36.
        Assert.Equal(64, given.By(evaluator).TotalMinorUnits);
        Assert.Equal(8, given.By(evaluator).UsedCoupons.Count);
    }
}
