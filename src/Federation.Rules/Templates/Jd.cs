using Federation.Messages.V1;
using Federation.Programs.V1;
using static Federation.Rules.SetupParts;
using static Federation.Rules.TemplateParts;

namespace Federation.Rules;

/// <summary>Coins with pushed reminders and a weekly draw.</summary>
internal static class Jd
{
    private const int MonthsOfCoins = 12;
    private const int DaysOfFirstDraw = 14;

    public static Template Template { get; } = new(
        "jd", Text("Coins with reminders and a weekly draw, as at JD", "京豆(京东式)"),
        Text(
            "1 coin for each unit of money. Members are told by push before coins expire, and none expires "
            + "unannounced. A draw each week for 10 coins. Instant wins are not there.",
            "每消费 1 元得 1 豆;到期前推送提醒,未经通知不到期;每周抽奖一期,10 豆一次。不含即开型抽奖。"),
        Make)
    {
        Setup =
        [
            AnnouncedExpiry(MonthsOfCoins),
            Reminders(
                Text(
                    "Reminders and announcements by push, too. Connect the app's gateway first (SetMessageGateway).",
                    "提醒与公告同时推送到应用。请先接入应用的推送网关(SetMessageGateway)。"),
                [MessageChannel.Push], [WayOut.Spend, WayOut.Gift]),
            Step(
                "New rewards are not announced by themselves: send an announcement (SendMessage).",
                "上新礼品不会自动推送,请发送公告(SendMessage)。"),
            Draw(
                "weekly",
                Text(
                    "Draw: each week, a ticket for 10 coins. The first one closes after two weeks: then the coins of "
                    + "the first week are available.",
                    "抽奖:每周一期,10 豆一次。首期两周后截止,届时第一周的豆已可用。"),
                10, DaysOfFirstDraw,
                Text("Draw of the week", "每周抽奖"), (Text("Telephone", "手机"), 1), (Text("Voucher", "购物券"), 20)),
            PublicValue(),
        ],
    };

    private static RuleSetTerms Make(TemplateChoice choice) => Terms(
        choice, Rule("base", Text("1 coin for each unit of money", "每 1 元得 1 豆"), Coins(1, choice.Money(1))));
}
