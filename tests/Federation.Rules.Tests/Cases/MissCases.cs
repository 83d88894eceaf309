using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Why rules give nothing: the first step of trying them that fails.</summary>
public sealed class MissCases
{
    private static readonly Condition Never = new() { Lines = new LineQuantity { AtLeast = 100 } };

    private static Effect OneOff => Gives.Off(DiscountScope.Order, 1);

    [Theory, ClassData<Evaluators>]
    public void Excluded_ComesFirst(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Group("late", Combine.Stack)
            .Rule("a", r => r.Excludes.Add("late"), OneOff)
            .Rule("b", r => (r.Group, r.Condition) = ("late", Never), Gives.Fixed(1)).By(evaluator);

        Assert.Equal("b Excluded", order.Missed());
    }

    [Theory, ClassData<Evaluators>]
    public void NoMember_ComesBeforeCampaignAndCondition(string evaluator)
    {
        var given = new Given().Line(1, 1, 100)
            .Campaign("over").Campaign("mine", 0, Gives.AtMost(1, Per.Member, Period.Day, LimitedBy.Times))
            .Rule("a", r => (r.Campaign, r.Condition) = ("over", Never), Gives.Fixed(1))
            .Rule("b", r => r.Campaign = "mine", OneOff)
            .Rule("c", r => r.Limits.Add(Gives.AtMost(1, Per.Member, Period.Day, LimitedBy.Times)), OneOff)
            .Rule("d", r => r.Condition = new Condition { Member = new MemberIs() }, OneOff);
        given.Terms.Campaigns[0].EndTime = given.Order.OrderTime;

        Assert.Equal("a NoMember, b NoMember, c NoMember, d Condition", given.By(evaluator).Missed());
        Assert.Equal("a Campaign", given.Member().By(evaluator).Missed());
    }

    [Theory, ClassData<Evaluators>]
    public void Campaign_IsWithoutItsEnd_AndForItsSegment(string evaluator)
    {
        string Missed(int start, int end, string segment)
        {
            var given = new Given().Member().Line(1, 1, 100).Campaign("june")
                .Rule("a", r => (r.Campaign, r.Condition) = ("june", Never), OneOff);
            given.Facts.Member.Segments.Add("segments/often");
            given.Terms.Campaigns[0].StartTime = given.Order.OrderTime.Later(seconds: start);
            given.Terms.Campaigns[0].EndTime = given.Order.OrderTime.Later(seconds: end);
            given.Terms.Campaigns[0].Segment = segment;
            return given.By(evaluator).Missed();
        }

        Assert.Equal("a Condition", Missed(0, 1, "segments/often"));
        Assert.Equal("a Campaign", Missed(0, 1, "segments/rare"));
        Assert.Equal("a Campaign", Missed(-1, 0, ""));
        Assert.Equal("a Campaign", Missed(1, 2, ""));
    }

    [Theory, ClassData<Evaluators>]
    public void Limit_ComesAfterTheCondition_AndBeforeNothing(string evaluator)
    {
        var limit = Gives.AtMost(1, Per.Everyone, Period.Ever, LimitedBy.Times);
        void Both(Rule rule)
        {
            rule.Condition = Never;
            rule.Limits.Add(limit);
        }
        var order = new Given().Line(1, 1, 0)
            .Counted("rules/a/everyone.ever.times", Per.Everyone, 0, 1)
            .Counted("rules/b/everyone.ever.times", Per.Everyone, 0, 1)
            .Rule("a", Both, OneOff)
            .Rule("b", r => r.Limits.Add(limit), OneOff)
            .Rule("c", OneOff).By(evaluator);

        // The order is for nothing, so there is nothing to take off.
        Assert.Equal("a Condition, b Limit, c Nothing", order.Missed());
    }

    [Theory, ClassData<Evaluators>]
    public void LimitOfMoney_IsTheReason_IfThereWasSomething(string evaluator)
    {
        Given Budget(long price) => new Given().Line(1, 1, price)
            .Rule("a", r => r.Limits.Add(Gives.AtMost(9, Per.Order, Period.Order, LimitedBy.Money)),
                Gives.Percent(DiscountScope.EachLine, 1000));

        // 10 of 100 is more than 9; H(0.4) of 4 is nothing.
        Assert.Equal("a Limit", Budget(100).By(evaluator).Missed());
        Assert.Equal("a Nothing", Budget(4).By(evaluator).Missed());
    }

    [Theory, ClassData<Evaluators>]
    public void HeldOut_OnlyIfThereWouldHaveBeenSomething(string evaluator)
    {
        var order = new Given().Member("ffffffffffffffffffffffffffffffff").Line(1, 1, 100).Campaign("june", 2000)
            .Rule("a", r => r.Campaign = "june", OneOff)
            .Rule("b", r => r.Campaign = "june", Gives.Off(DiscountScope.Delivery, 1)).By(evaluator);

        // Bucket 1069 < 2000; there is no delivery.
        Assert.Equal("a HeldOut, b Nothing", order.Missed());
        Assert.Equal("june a HeldOut", order.Exposed());
    }

    [Theory, ClassData<Evaluators>]
    public void Group_IsTheReasonOfTheRest(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Group("best", Combine.Best).Group("first", Combine.First)
            .Rule("a", r => r.Group = "best", Gives.Off(DiscountScope.Order, 1))
            .Rule("b", r => r.Group = "best", Gives.Off(DiscountScope.Order, 2))
            .Rule("c", r => r.Group = "first", Gives.Off(DiscountScope.Order, 3))
            .Rule("d", r => r.Group = "first", Gives.Off(DiscountScope.Order, 4)).By(evaluator);

        Assert.Equal("b -2, c -3", order.Given());
        Assert.Equal("a Group, d Group", order.Missed());
    }

    [Fact]
    public void LeftOutRule_IsAsIfItDidNotExist()
    {
        var given = new Given().Line(1, 1, 100).Group("first", Combine.First)
            .Rule("a", r => r.Group = "first", Gives.Off(DiscountScope.Order, 3))
            .Rule("b", r => r.Group = "first", Gives.Off(DiscountScope.Order, 4));
        var order = NaiveEvaluator.Evaluate(given.Terms, given.Facts, given.Order, new HashSet<string> { "a" }, true);

        Assert.Equal("b -4", order.Given());
        Assert.Equal("a BudgetBusy", order.Missed());
    }
}
