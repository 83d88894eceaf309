using Federation.Programs.V1;
using Federation.Rewards.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Points once an order is shipped, for virtual goods.</summary>
internal static class PointsMall
{
    private const string Scheme = "level";
    private const string Orders = "orders";
    private const int DaysEarlier = 1;
    private const int DaysOfADraw = 30;

    public static Template Template { get; } = new(
        "points-mall", Text("Points mall", "积分商城"),
        Text(
            "1 point for each unit of money once the order is shipped, 2 if it comes to 300 or more; 100 for a first "
            + "order of 50 or more; 10, 20 or 40 for a course by its grade; gold from 5,000 a year.",
            "订单发货后每 1 元积 1 分,单笔满 300 元双倍;首单满 50 元送 100 分;完成课程按难度得 10、20 或 40 分;"
            + "年消费满 5,000 元升金卡。"),
        Make)
    {
        Setup =
        [
            Step(
                "Report orders as SHIPPED when they are: points are earned then.",
                "订单发货时请上报 SHIPPED 状态,积分此时入账。"),
            Step(
                "Report a finished course with its grade: easy, medium or hard.",
                "上报课程完成事件时请注明难度:easy、medium 或 hard。"),
            Reward(
                "film-voucher",
                Text(
                    "Reward: a film voucher for 500 points, for gold members a day earlier. Fill its pool with codes.",
                    "礼品:500 分兑换观影券,金卡会员提前一天。请导入兑换码。"),
                RewardKind.Code, 500, Text("Film voucher", "观影券"),
                (terms, choice) => Earlier(terms, choice, Scheme, "gold", DaysEarlier)),
            Draw(
                "monthly", Text("Draw: each month, a ticket for 50 points.", "抽奖:每月一期,50 分一次。"), 50, DaysOfADraw,
                Text("Draw of the month", "每月抽奖"), (Text("Headphones", "耳机"), 1),
                (Text("Film voucher", "观影券"), 10)),
            PublicValue(),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var firstOrder = new Condition
        {
            Not = new Condition { Count = new CountReached { Counter = Orders, AtLeast = 1, BeforeThisOrder = true } },
        };
        var terms = Terms(
            choice, Rule("base", Text("1 point for each unit of money", "每 1 元积 1 分"), Coins(1, choice.Money(1))),
            Rule("large-order", Text("Double from 300", "单笔满 300 元双倍"), AtLeast(choice.Money(300)), Times(20_000)),
            Rule(
                "first-order", Text("100 points for a first order of 50", "首单满 50 元送 100 分"),
                All(firstOrder, AtLeast(choice.Money(50))), Bonus(100)),
            On(
                EventKind.Course, "course", Text("10, 20 or 40 for a course", "完成课程得 10、20 或 40 分"),
                Bonus(10).ByTable(EventAttribute.Grade, ("medium", 20), ("hard", 40))));
        terms.EarnAt = EarnAt.Shipped;
        terms.Counters.Add(new Counter { Id = Orders, Of = CountedBy.Orders, Period = Period.Ever });
        terms.TierSchemes.Add(new TierScheme
        {
            Id = Scheme,
            Title = Text("Level", "会员等级"),
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                Level("member", Text("Member", "会员"), 0),
                Level("gold", Text("Gold", "金卡"), choice.Money(5_000)),
            },
        });
        return terms;
    }
}
