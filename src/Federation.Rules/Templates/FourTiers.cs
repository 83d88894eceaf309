using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Four levels by what is spent in a calendar year, each with more coins.</summary>
internal static class FourTiers
{
    private const string Scheme = "level";
    private const int DaysOfRun = 7;

    public static Template Template { get; } = new(
        "four-tiers", Text("Four levels", "四级会员"),
        Text(
            "Ordinary, silver from 2,000, gold from 10,000, diamond from 50,000 a year: 1, 1.2, 1.5 and 2 coins for "
            + "each unit of money; 50, 100, 200 for the birthday. Check-in 5, each 7th day 30; review 20.",
            "普通、银卡(年消费 2,000 元)、金卡(10,000 元)、钻石(50,000 元):每 1 元得 1、1.2、1.5、2 金币;"
            + "生日月首单另赠银卡 50、金卡 100、钻石 200 金币;"
            + "签到得 5 金币,连续第 7 天得 30;评价得 20。"),
        Make)
    {
        Setup =
        [
            Step(
                "Enter members' birthdays (SetProfile), 30 days before they count at the latest.",
                "请录入会员生日(SetProfile),至少提前 30 天。"),
            Step("Report reviews once they are approved.", "请上报审核通过的评价。"),
            Step(
                "Members check in by themselves in the wallet; with an app of your own, report check-ins instead.",
                "会员在钱包中自助签到;如有自己的应用,也可改为上报签到。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Terms(
            choice, Rule("base", Text("1 coin for each unit of money", "每 1 元得 1 金币"), Coins(1, choice.Money(1))),
            Rule("silver", Text("Silver: 1.2 times", "银卡 1.2 倍"), OfLevel(Scheme, "silver"), Times(12_000)),
            Rule("gold", Text("Gold: 1.5 times", "金卡 1.5 倍"), OfLevel(Scheme, "gold"), Times(15_000)),
            Rule("diamond", Text("Diamond: 2 times", "钻石 2 倍"), OfLevel(Scheme, "diamond"), Times(20_000)),
            // Each level's gift adds to that of the levels below, so that a member who rises gets what is missing.
            BirthdayGift("gift-silver", Text("Birthday gift", "生日礼"), 50, "silver", "gold", "diamond"),
            BirthdayGift("gift-gold", Text("Birthday gift of gold", "金卡生日礼"), 50, "gold", "diamond"),
            BirthdayGift("gift-diamond", Text("Birthday gift of diamond", "钻石生日礼"), 100, "diamond"),
            On(
                EventKind.CheckIn, "check-in", Text("5 for a check-in, 30 on the seventh day", "签到得 5 金币,第 7 天得 30"),
                CheckIn(5, DaysOfRun, 30)),
            On(EventKind.Review, "review", Text("20 for a review", "评价得 20 金币"), Bonus(20)));
        terms.CheckIns = new CheckIns { CycleDays = DaysOfRun, Repair = true, ByMembers = true };
        terms.TierSchemes.Add(new TierScheme
        {
            Id = Scheme,
            Title = Text("Level", "会员等级"),
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            ValidityPeriods = 1,
            Levels =
            {
                Level("ordinary", Text("Ordinary", "普通"), 0),
                Level("silver", Text("Silver", "银卡"), choice.Money(2_000)),
                Level("gold", Text("Gold", "金卡"), choice.Money(10_000)),
                Level("diamond", Text("Diamond", "钻石"), choice.Money(50_000)),
            },
        });
        return terms;
    }

    private static Rule BirthdayGift(string id, LocalizedText title, long units, params string[] levels) =>
        Rule(id, title, All(InBirthdayMonth(), OfLevel(Scheme, levels)), Bonus(units)).OnceABirthday();
}
