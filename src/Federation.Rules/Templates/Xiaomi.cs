using Federation.Programs.V1;
using Federation.Rewards.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Points for taking part, not for buying.</summary>
internal static class Xiaomi
{
    private const int PostsADay = 5;
    private const int DaysOfADraw = 30;

    public static Template Template { get; } = new(
        "xiaomi", Text("Fan points, as at Xiaomi", "米粉积分(小米式)"),
        Text(
            "Points for taking part, not for buying: 5 for a forum post, five a day; 200 for attending an event.",
            "参与互动得积分,购物不积分:论坛发帖得 5 分,每天 5 次;参加线下活动得 200 分。"),
        Make)
    {
        Setup =
        [
            Step(
                "Report forum posts as events of the named kind forum-post, and attendance with the event's name.",
                "论坛发帖请以命名事件 forum-post 上报,线下活动以 ATTENDANCE 事件上报并注明活动。"),
            Reward(
                "accessory",
                Text(
                    "Reward: an accessory for 500 points, one a month for each member. Say how many there are.",
                    "礼品:500 分兑换配件,每人每月一件。请设置库存。"),
                RewardKind.Goods, 500, Text("Accessory", "配件"),
                (terms, _) => terms.Limits.Add(new RewardLimit { Period = Period.Month, AtMost = 1 })),
            Draw(
                "fans", Text("Draw: a ticket for 100 points.", "抽奖:100 分一次。"), 100, DaysOfADraw,
                Text("Fan draw", "米粉抽奖"), (Text("Telephone", "手机"), 1), (Text("Accessory", "配件"), 10)),
            PublicValue(),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice) => Terms(
        choice,
        OnNamed(
            "forum-post", "forum-post", Text("5 for a forum post, five a day", "论坛发帖得 5 分,每天 5 次"), Bonus(5))
            .TimesADay(PostsADay),
        On(EventKind.Attendance, "attendance", Text("200 for attending an event", "参加线下活动得 200 分"), Bonus(200)));
}
