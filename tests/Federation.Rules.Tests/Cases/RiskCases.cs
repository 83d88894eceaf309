using Federation.Programs.V1;
using Google.Protobuf;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Risk rules with their figures by hand, on both evaluators.</summary>
public sealed class RiskCases
{
    [Theory, ClassData<Evaluators>]
    public void Times_TheOrderAfterTheLast_IsAnswered(string evaluator)
    {
        Evaluation After(long before) => OfPayer(LimitedBy.Times, 3, RiskAnswer.Refuse)
            .Counted("risks/cards/payer.day.times", Per.Payer, Given.Today, before).By(evaluator);

        // 2 + 1 = 3 is let pass, and the ledger lets pass no more than 3; 3 + 1 is more than 3.
        Assert.Empty(After(2).Risks);
        Assert.Equal("risks/cards/payer.day.times@20619 +1 <=3", After(2).Moved());
        Assert.Equal(
            new RiskSignal { Rule = "cards", Answer = RiskAnswer.Refuse, Counted = 4 }, Assert.Single(After(3).Risks));
    }

    [Theory, ClassData<Evaluators>]
    public void Order_WithoutAPayer_IsNotCounted(string evaluator)
    {
        var given = OfPayer(LimitedBy.Times, 0, RiskAnswer.Refuse);
        given.Order.PayerHash = ByteString.Empty;
        var order = given.By(evaluator);

        Assert.Empty(order.Risks);
        Assert.Equal("", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Hold_NeedsAMember_AndCountsWithoutOne(string evaluator)
    {
        var nobody = OfPayer(LimitedBy.Money, 499, RiskAnswer.Hold).By(evaluator);
        Assert.Empty(nobody.Risks);
        Assert.Equal("risks/cards/payer.day.money@20619 +500", nobody.Moved());

        var held = OfPayer(LimitedBy.Money, 499, RiskAnswer.Hold).Member().By(evaluator);
        Assert.Equal(
            new RiskSignal { Rule = "cards", Answer = RiskAnswer.Hold, Counted = 500 }, Assert.Single(held.Risks));
    }

    [Theory, ClassData<Evaluators>]
    public void Coins_OfAnOrderThatEarnsNone_AreNoReason(string evaluator)
    {
        Evaluation Of(Given given) => given.Member()
            .Counted("risks/cards/payer.day.coins", Per.Payer, Given.Today, 900).By(evaluator);

        var none = Of(OfPayer(LimitedBy.Coins, 10, RiskAnswer.Hold));
        Assert.Empty(none.Risks);
        Assert.Equal("", none.Moved());
        // 500 minor units at 1 for 10 are 50.
        Assert.Equal(
            950, Of(OfPayer(LimitedBy.Coins, 10, RiskAnswer.Hold).Rule("stars", Gives.ByMoney(1, 10)))
                .Risks[0].Counted);
    }

    [Theory, ClassData<EventEvaluators>]
    public void Events_AreCountedByTheirKind(string evaluator)
    {
        var (walk, course) = (new EventType { Kind = EventKind.Named, Name = "walk" },
            new EventType { Kind = EventKind.Course });
        var given = new EventGiven(new Rule { Id = "order", Effects = { Gives.Fixed(7) } });
        var rule = Rule(LimitedBy.Times, 0, RiskAnswer.Refuse);
        (rule.Per, rule.Period) = (Per.Member, Period.Ever);
        rule.Events.Add(walk);
        given.Terms.RiskRules.Add(rule);

        Assert.Equal(1, Assert.Single(given.Report(evaluator, 0, walk).Risks).Counted);
        Assert.Empty(given.Report(evaluator, 0, course).Risks);
        Assert.Empty(given.Buy(evaluator).Risks);
    }

    [Theory]
    [InlineData("everyone", "risk_rules[0].per")]
    [InlineData("per order", "risk_rules[0].per")]
    [InlineData("pause", "risk_rules[0].period")]
    [InlineData("nothing counted", "risk_rules[0].of")]
    [InlineData("negative", "risk_rules[0].more_than")]
    [InlineData("no answer", "risk_rules[0].answer")]
    [InlineData("no title", "risk_rules[0].title")]
    [InlineData("id", "risk_rules[0].id")]
    [InlineData("twice", "risk_rules[1].id")]
    [InlineData("held event", "risk_rules[0].answer")]
    [InlineData("event of a payer", "risk_rules[0].per")]
    [InlineData("event of money", "risk_rules[0].of")]
    [InlineData("referral", "risk_rules[0].events")]
    [InlineData("unknown event", "risk_rules[0].events")]
    [InlineData("limit per till", "limits[0].per")]
    public void Guard_AFault_IsFound(string fault, string path)
    {
        var terms = OfPayer(LimitedBy.Times, 3, RiskAnswer.Refuse).Terms;
        terms.UnpaidMinutes = 30;
        Faults[fault](terms);

        var findings = RuleSetGuard.Check(terms, []).Findings;
        Assert.Equal(path, Assert.Single(findings, f => f.Error).Path);
        Assert.All(findings, f => Assert.True(f.Words.En.Length > 0 && f.Words.ZhCn.Length > 0));
    }

    [Fact]
    public void Words_SayWhatWasCounted()
    {
        var given = OfPayer(LimitedBy.Money, 499, RiskAnswer.Hold).Member();
        var rules = CompiledRuleSet.Of("", given.Terms);
        var result = Evaluator.Evaluate(rules, given.Facts, given.Order);
        Words.Add(result, rules);

        Assert.Equal(
            "Many cards: 5.00 CNY of one means of payment in a day; up to 4.99 CNY are let pass.",
            result.Risks[0].Words.En);
        Assert.Equal("多卡:一天内同一付款方式累计 5.00 CNY,上限为 4.99 CNY。", result.Risks[0].Words.ZhCn);
    }

    private static readonly Dictionary<string, Action<RuleSetTerms>> Faults = new()
    {
        ["everyone"] = t => t.RiskRules[0].Per = Per.Everyone,
        ["per order"] = t => t.RiskRules[0].Per = Per.Order,
        ["pause"] = t => t.RiskRules[0].Period = Period.Cooldown,
        ["nothing counted"] = t => t.RiskRules[0].Of = LimitedBy.Unspecified,
        ["negative"] = t => t.RiskRules[0].MoreThan = -1,
        ["no answer"] = t => t.RiskRules[0].Answer = RiskAnswer.Unspecified,
        ["no title"] = t => t.RiskRules[0].Title = null,
        ["id"] = t => t.RiskRules[0].Id = "Cards",
        ["twice"] = t => t.RiskRules.Add(t.RiskRules[0].Clone()),
        ["held event"] = t => OnEvents(t, EventKind.Survey).Answer = RiskAnswer.Hold,
        ["event of a payer"] = t => OnEvents(t, EventKind.Survey).Per = Per.Payer,
        ["event of money"] = t => OnEvents(t, EventKind.Survey).Of = LimitedBy.Money,
        ["referral"] = t => OnEvents(t, EventKind.ReferralQualified),
        ["unknown event"] = t => OnEvents(t, EventKind.Unspecified),
        ["limit per till"] = t => t.Limits.Add(Gives.AtMost(1, Per.Till, Period.Day, LimitedBy.Times)),
    };

    private static RiskRule OnEvents(RuleSetTerms terms, EventKind kind)
    {
        var rule = terms.RiskRules[0];
        rule.Per = Per.Member;
        rule.Events.Add(new EventType { Kind = kind });
        return rule;
    }

    private static Given OfPayer(LimitedBy of, long moreThan, RiskAnswer answer)
    {
        var given = new Given().Line(1, 1, 500);
        given.Order.PayerHash = ByteString.CopyFrom(new byte[32]);
        given.Terms.RiskRules.Add(Rule(of, moreThan, answer));
        return given;
    }

    private static RiskRule Rule(LimitedBy of, long moreThan, RiskAnswer answer) => new()
    {
        Id = "cards",
        Title = new LocalizedText { En = "Many cards", ZhCn = "多卡" },
        Per = Per.Payer,
        Period = Period.Day,
        Of = of,
        MoreThan = moreThan,
        Answer = answer,
    };
}
