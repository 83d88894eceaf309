using Federation.Programs.V1;
using Federation.Rewards.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A service plan that is bought gives points for a right and for a draw.</summary>
internal static class AppleCare
{
    private const string Care = "care";
    private const string Scheme = "plan";
    private const int PointsOfAPlan = 200;
    private const int PriceOfARight = 100;
    private const int DaysOfARight = 730;
    private const int DaysOfADraw = 30;

    public static Template Template { get; } = new(
        "applecare", Text("Service plan, as AppleCare+", "服务计划(AppleCare+ 式)"),
        Text(
            "A service plan, goods of the category care, gives 200 points: 100 for two years of priority repair, 100 "
            + "for a draw of limited accessories. Other goods give 1 point for each unit of money.",
            "购买服务计划(care 类商品)得 200 分:100 分兑换两年优先维修权益,100 分参与限量配件抽奖;"
            + "其他商品每 1 元积 1 分。"),
        Make)
    {
        Setup =
        [
            Step("Service plans are goods of the category care.", "服务计划商品须归入 care 类别。"),
            Reward(
                "priority-repair",
                Text("Reward: two years of priority repair for 100 points.", "礼品:100 分兑换两年优先维修权益。"),
                RewardKind.Right, PriceOfARight, Text("Priority repair", "优先维修"),
                (terms, _) => terms.Right = new RewardRight
                {
                    Title = Text("Priority repair", "优先维修"),
                    ValidDays = DaysOfARight,
                }),
            Reward(
                "accessory",
                Text(
                    "Reward: an accessory for 500 points, for members with a plan 24 hours earlier. Say how many there "
                    + "are.",
                    "礼品:500 分兑换配件,服务计划会员提前 24 小时。请设置库存。"),
                RewardKind.Goods, 500, Text("Accessory", "配件"),
                (terms, choice) => Earlier(terms, choice, Scheme, Care, days: 1)),
            Draw(
                "limited-accessory", Text("Draw: a ticket for 100 points.", "抽奖:100 分一次。"), 100, DaysOfADraw,
                Text("Limited accessories", "限量配件抽奖"), (Text("Limited accessory", "限量配件"), 10)),
            PublicValue(),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Terms(
            choice,
            Rule("plan", Text("200 points for a service plan", "购买服务计划得 200 分"), new Effect
            {
                Earn = new Earn
                {
                    Units = PointsOfAPlan,
                    PerQuantity = 1,
                    Lines = new LineFilter { Categories = { Care } },
                },
            }),
            Rule("base", Text("1 point for each unit of money", "每 1 元积 1 分"), new Effect
            {
                Earn = new Earn
                {
                    Units = 1,
                    PerMinorUnits = choice.Money(1),
                    Lines = new LineFilter { WithoutCategories = { Care } },
                },
            }));
        terms.TierSchemes.Add(new TierScheme
        {
            Id = Scheme,
            Title = Text("Service plan", "服务计划"),
            Of = CountedBy.Quantity,
            Lines = new LineFilter { Categories = { Care } },
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                Level("none", Text("Without a plan", "无服务计划"), 0),
                Level(Care, Text("With a plan", "服务计划会员"), 1),
            },
        });
        return terms;
    }
}
