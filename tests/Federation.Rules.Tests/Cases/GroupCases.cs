using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>How rules combine, and who is held out.</summary>
public sealed class GroupCases
{
    private const string AllOnes = "ffffffffffffffffffffffffffffffff";
    private const string AllZeros = "00000000000000000000000000000000";

    /// <summary>By the salt 000102030405060708090a0b0c0d0e0f of <see cref="Given.Campaign"/>.</summary>
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef", 4386)]
    [InlineData(AllOnes, 1069)]
    [InlineData(AllZeros, 5023)]
    public void Bucket_OfAMember(string member, int bucket)
    {
        var salt = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
        Assert.Equal(bucket, HoldOut.Bucket(salt, Convert.FromHexString(member)));
    }

    [Theory, ClassData<Evaluators>]
    public void HoldOut_HasTheBucketsBelowItsShare(string evaluator)
    {
        string Arm(string member, int holdOut) => new Given().Member(member).Line(1, 1, 100).Campaign("june", holdOut)
            .Rule("a", r => r.Campaign = "june", Gives.Off(DiscountScope.Order, 1)).By(evaluator).Exposed();

        Assert.Equal("june a Treated", Arm("0123456789abcdef0123456789abcdef", 4386));
        Assert.Equal("june a HeldOut", Arm("0123456789abcdef0123456789abcdef", 4387));
        Assert.Equal("june a Treated", Arm(AllOnes, 1069));
        Assert.Equal("june a HeldOut", Arm(AllOnes, 1070));
        Assert.Equal("june a Treated", Arm(AllZeros, 5023));
        Assert.Equal("june a HeldOut", Arm(AllZeros, 5024));
    }

    [Theory, ClassData<Evaluators>]
    public void Best_IsTheMostOff_OnTheSameState(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Group("one", Combine.Best)
            .Rule("a", r => r.Group = "one", Gives.Off(DiscountScope.Order, 15))
            .Rule("b", r => r.Group = "one", Gives.Percent(DiscountScope.Order, 2000))
            .Rule("c", r => r.Group = "one", Gives.Off(DiscountScope.Order, 20)).By(evaluator);

        // 15, 20 and 20 of 100; of equal ones the lower id.
        Assert.Equal("b -20", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Best_HeldOut_LeavesTheNextBest(string evaluator)
    {
        var order = new Given().Member(AllOnes).Line(1, 1, 100).Group("one", Combine.Best).Campaign("june", 2000)
            .Rule("a", r => (r.Group, r.Campaign) = ("one", "june"), Gives.Off(DiscountScope.Order, 30))
            .Rule("b", r => r.Group = "one", Gives.Off(DiscountScope.Order, 20))
            .Rule("c", r => (r.Group, r.Campaign) = ("one", "june"), Gives.Off(DiscountScope.Order, 10))
            .By(evaluator);

        // Bucket 1069 < 2000: a is recorded, b is given, c is not asked.
        Assert.Equal("b -20", order.Given());
        Assert.Equal("june a HeldOut", order.Exposed());
    }

    [Theory, ClassData<Evaluators>]
    public void First_IsTheFirstThatGives(string evaluator)
    {
        var order = new Given().Member(AllOnes).Line(1, 1, 100).Group("one", Combine.First).Campaign("june", 2000)
            .Rule("a", r => (r.Group, r.Campaign) = ("one", "june"), Gives.Off(DiscountScope.Order, 30))
            .Rule("b", r => r.Group = "one", Gives.Off(DiscountScope.Order, 1, d => d.PerMinorUnits = 200))
            .Rule("c", r => r.Group = "one", Gives.Off(DiscountScope.Order, 2))
            .Rule("d", r => r.Group = "one", Gives.Off(DiscountScope.Order, 3)).By(evaluator);

        // a is held out, b comes to floor(100 / 200) = 0, c gives, d is too late.
        Assert.Equal("c -2", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Excluded_AreTheGroupsLaterRules(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Delivery(10).Group("sale", Combine.Stack)
            .Rule("a", r => r.Group = "sale", Gives.Off(DiscountScope.EachLine, 1))
            .Rule("b", r => r.Excludes.Add("sale"), Gives.Off(DiscountScope.Order, 2))
            .Rule("c", r => r.Group = "sale", Gives.Off(DiscountScope.Order, 3))
            .Rule("d", r => r.Group = "sale", Gives.Off(DiscountScope.Delivery, 4)).By(evaluator);

        // a came before b; c and d come after it.
        Assert.Equal("a -1, b -2", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Groups_AreTriedAsTheRuleSetListsThem(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Group("z", Combine.Stack).Group("y", Combine.Stack)
            .Rule("a", r => r.Group = "y", Gives.Percent(DiscountScope.Order, 1000))
            .Rule("b", r => r.Group = "z", Gives.Off(DiscountScope.Order, 20))
            .Rule("c", r => r.Priority = 9, Gives.Off(DiscountScope.Order, 10)).By(evaluator);

        // Without a group first: 10 of 100; then z: 20 of 90; then y: 7 of 70.
        Assert.Equal("c -10, b -20, a -7", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Items_AreAdded(string evaluator)
    {
        var order = new Given().Line(1, 1, 100)
            .If("cup", new Condition { Lines = new LineQuantity { AtLeast = 1 } },
                new Effect { AddItem = new AddItem { Sku = "cup", Quantity = 2 } }).By(evaluator);

        Assert.Equal("cup 2 x cup", order.Given());
        Assert.Equal(2, order.Items.Single().Quantity);
        Assert.Equal(100, order.TotalMinorUnits);
    }
}
