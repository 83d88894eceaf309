using Federation.Messages.V1;
using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>A coin for each unit of money, more for large orders, double in one week.</summary>
internal static class MemberCoins
{
    private const int DaysOfDouble = 7;
    private const int DaysOfBonus = 60;
    private const int MonthsOfCoins = 24;
    private const int DaysOfReferral = 14;
    private const int ReferralsAMonth = 10;

    public static Template Template { get; } = new(
        "member-coins", Text("Member coins", "会员金币"),
        Text(
            "1 coin for each unit of money; an order of 500 or more gives 100 more, good for 60 days; double coins for "
            + "a week; 10 for a share a day; 200 for bringing a member who buys for 100, and 100 for it.",
            "每消费 1 元得 1 金币;单笔满 500 元再得 100 金币(60 天有效);活动周内金币翻倍;分享得 10 金币,每天一次;"
            + "推荐新会员且其满 100 元的订单未退货,推荐人得 200 金币,新会员得 100 金币。"),
        Make)
    {
        Setup =
        [
            AnnouncedExpiry(MonthsOfCoins),
            Reminders(
                Text("Reminders and announcements by e-mail, too.", "提醒与公告同时以电子邮件发送。"), [MessageChannel.Email],
                [WayOut.Spend, WayOut.Convert, WayOut.Gift, WayOut.Donate]),
            Donation(
                "charity", Text("Reward: 100 coins for charity.", "礼品:捐赠 100 金币做公益。"), 100,
                Text("A gift for charity", "公益捐赠"), "charity", Text("Charity", "公益")),
            Step(
                "Links that members share say who shared them; report the first visit of each.",
                "会员分享的链接须能识别分享人,链接被打开时请上报。"),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice)
    {
        var terms = Rules(choice);
        terms.Referrals = new Referrals
        {
            MinimumMinorUnits = choice.Money(100),
            HoldbackDays = DaysOfReferral,
            ReferrerHasBought = true,
        };
        return terms;
    }

    private static RuleSetTerms Rules(TemplateChoice choice) => Terms(
        choice,
        Rule("base", Text("1 coin for each unit of money", "每 1 元得 1 金币"), Coins(1, choice.Money(1))),
        Rule(
            "double", Text("Double-coin week", "双倍金币周"),
            new Condition
            {
                Time = new TimeWindow
                {
                    FromDate = choice.Start,
                    ToDate = Days.ToDate(Days.Of(choice.Start) + DaysOfDouble),
                },
            },
            Times(20_000)),
        Rule(
            "large-order", Text("100 coins for an order of 500", "单笔满 500 元送 100 金币"), AtLeast(choice.Money(500)),
            Bonus(100, DaysOfBonus)),
        On(EventKind.ShareVisit, "share", Text("10 for a share, once a day", "分享得 10 金币,每天一次"), Bonus(10, DaysOfBonus))
            .OnceADay(),
        OnReferral(
            ReferralSide.Referrer, "referrer", Text("200 for bringing a new member", "推荐新会员得 200 金币"),
            Bonus(200, DaysOfBonus)).TimesAMonth(ReferralsAMonth),
        OnReferral(
            ReferralSide.Referred, "referred", Text("100 for a member who was brought", "经推荐加入得 100 金币"),
            Bonus(100, DaysOfBonus)).OnceEver());
}
