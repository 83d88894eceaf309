using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Energy for acts that save carbon, which grows trees.</summary>
internal static class AntForest
{
    private const int DaysOfEnergy = 3;
    private const int GiftsPerDay = 3;

    public static Template Template { get; } = new(
        "ant-forest", Text("Energy for trees, as in Ant Forest", "绿色能量(蚂蚁森林式)"),
        Text(
            "Energy for a walk (100, 200 or 300, once a day), a ride (80, five a day) and a paperless bill (60, five a "
            + "day); ready the next day, gone after three. 17,900 plant a tree. Goals of teams are not there.",
            "步行得 100、200 或 300 克能量(每天一次),公共出行得 80 克(每天五次),电子账单得 60 克(每天五次);"
            + "次日可用,三天后失效;17,900 克捐种一棵树。不含团队目标。"),
        Make)
    {
        Setup =
        [
            ExpiryAndGifts(
                DaysOfEnergy, GiftsPerDay,
                Text(
                    "Energy expires after three days also where it came otherwise, and a member waters friends three "
                    + "times a day, both by the days of the programme's time zone.",
                    "以其他方式获得的能量同样三天后失效;每位会员每天可给好友浇水三次;均按计划所在时区计日。")),
            Step(
                "Report acts as events of the named kinds walk (grade 6000, 12000 or 18000 steps), ride and "
                + "paperless-bill.",
                "低碳行为以命名事件上报:walk(grade 为 6000、12000 或 18000 步)、ride、paperless-bill。"),
            Donation(
                "tree", Text("Reward: a tree for 17,900 energy, a donation.", "礼品:17,900 克能量捐种一棵树。"), 17_900,
                Text("A tree", "一棵树"), "trees", Text("Trees", "植树")),
            Donation(
                "water-a-tree",
                Text(
                    "Reward: 100 energy for the same cause. Energy is not kept: one member earns 3,000 in three days, "
                    + "so a tree is given for by many, or by one whom friends water.",
                    "礼品:向同一公益项目捐 100 克。能量不可积存,一人三天至多得 3,000 克,须由多人合捐,或由好友浇水凑齐。"),
                100, Text("Water a tree", "为树浇水"), "trees", Text("Trees", "植树")),
            Step(
                "Watering a friend is a gift (Gift of the ledger), which the app sends for its member; the fourth of a "
                + "day is refused.",
                "给好友浇水即转赠能量(账本的 Gift),由应用代会员发起;当天第四次将被拒绝。"),
            Step(
                "Not there: goals of teams, and energy that is kept once it was collected.",
                "不含:团队目标,以及收取后长期保留的能量。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice) => Terms(
        choice,
        OnNamed(
            "walk", "walk", Text("100, 200 or 300 for a walk, once a day", "步行得 100、200 或 300,每天一次"),
            Energy(100).ByTable(EventAttribute.Grade, ("12000", 200), ("18000", 300))).OnceADay(),
        OnNamed("ride", "ride", Text("80 for a ride, five a day", "公共出行得 80,每天五次"), Energy(80)).TimesADay(5),
        OnNamed(
            "paperless-bill", "paperless-bill", Text("60 for a paperless bill, five a day", "电子账单得 60,每天五次"),
            Energy(60)).TimesADay(5));

    /// <summary>Ready the next day.</summary>
    private static Effect Energy(long units)
    {
        var effect = Bonus(units, DaysOfEnergy);
        effect.Earn.AvailableDays = 1;
        return effect;
    }
}
