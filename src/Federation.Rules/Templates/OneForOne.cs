using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A point for each unit of money, with which members pay; double in the birthday month and on the
/// 8th.</summary>
internal static class OneForOne
{
    public static Template Template { get; } = new(
        "one-for-one", Text("One for one", "消费一元积一分"),
        Text(
            "1 point for each unit of money; 100 points pay 10; double in the birthday month and on the 8th, "
            + "together three times; 50 for a survey.",
            "每消费 1 元积 1 分;100 分抵 10 元;生日月双倍,每月 8 日双倍,同时满足为三倍;填写问卷得 50 分。"),
        Make)
    {
        Setup =
        [
            Step(
                "Enter members' birthdays (SetProfile), 30 days before they count at the latest.",
                "请录入会员生日(SetProfile),至少提前 30 天。"),
            Step("Report surveys that were answered.", "请上报已完成的问卷。"),
            Draw(
                "monthly", Text("Draw: each month, a ticket for 100 points.", "抽奖:每月一期,100 分一次。"), 100, 30,
                Text("Draw of the month", "每月抽奖"), (Text("A surprise", "惊喜大奖"), 1),
                (Text("A small surprise", "惊喜小礼"), 10)),
            PublicValue(),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        // Multipliers add up: each gives the base once more.
        var terms = Terms(
            choice,
            Rule("base", Text("1 point for each unit of money", "每 1 元积 1 分"), Coins(1, choice.Money(1))),
            Rule("birthday", Text("Double in the birthday month", "生日月双倍"), InBirthdayMonth(), Times(20_000)),
            Rule(
                "eighth", Text("Double on the 8th", "每月 8 日双倍"),
                new Condition { Time = new TimeWindow { DaysOfMonth = { 8 } } }, Times(20_000)),
            On(EventKind.Survey, "survey", Text("50 for a survey", "填写问卷得 50 分"), Bonus(50)));
        terms.CoinPayment = new CoinPayment
        {
            Units = 100,
            MinorUnits = choice.Money(10),
            MinimumUnits = 100,
            MaximumShareBasisPoints = Units.BasisPoints,
        };
        return terms;
    }
}
