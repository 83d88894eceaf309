using System.Globalization;
using Federation.Programs.V1;
using GoogleDate = Google.Type.Date;

namespace Federation.Cli;

/// <summary>Says in words what had to hold for a rule. Pure.</summary>
/// <param name="language">The language.</param>
/// <param name="money">How money is said.</param>
internal sealed class ConditionWords(SpokenLanguage language, SettlementMoney money)
{
    public string Of(Condition condition) => condition.IsCase switch
    {
        Condition.IsOneofCase.All => Join(condition.All.Of.Select(Of), " and ", "且"),
        Condition.IsOneofCase.Any => $"({Join(condition.Any.Of.Select(Of), " or ", "或")})",
        Condition.IsOneofCase.Not => language.Say($"not ({Of(condition.Not)})", $"并非({Of(condition.Not)})"),
        Condition.IsOneofCase.Time => Of(condition.Time),
        Condition.IsOneofCase.Basket => Of(condition.Basket),
        Condition.IsOneofCase.Lines => language.Say(
            $"{condition.Lines.AtLeast} or more of {Of(condition.Lines.Lines)} are bought",
            $"购买{Of(condition.Lines.Lines)}满 {condition.Lines.AtLeast} 件"),
        Condition.IsOneofCase.Member => Of(condition.Member),
        Condition.IsOneofCase.Tier => language.Say(
            $"the level in {condition.Tier.Scheme} is {Join(condition.Tier.Levels, " or ", "或")}",
            $"{condition.Tier.Scheme} 等级为 {Join(condition.Tier.Levels, " or ", "或")}"),
        Condition.IsOneofCase.Segment => language.Say(
            $"the member is in {condition.Segment}", $"会员属于 {condition.Segment}"),
        Condition.IsOneofCase.Count => Of(condition.Count),
        Condition.IsOneofCase.Birthday => Of(condition.Birthday),
        Condition.IsOneofCase.Coupon => language.Say(
            $"a coupon {condition.Coupon} is used", $"使用优惠券 {condition.Coupon}"),
        Condition.IsOneofCase.Paid => language.Say(
            $"it is paid with {Join(condition.Paid.Kinds.Select(Of), " or ", "或")}",
            $"以{Join(condition.Paid.Kinds.Select(Of), " or ", "或")}支付"),
        Condition.IsOneofCase.At => language.Say(
            $"it was placed at {Join(PlacesOf(condition.At), " and ", "且")}",
            $"下单于 {Join(PlacesOf(condition.At), " and ", "且")}"),
        Condition.IsOneofCase.Event => language.Say($"the event {Of(condition.Event)}", $"事件{Of(condition.Event)}"),
        _ => "",
    };

    /// <summary>Which lines.</summary>
    public string Of(LineFilter? filter)
    {
        var parts = new[]
        {
            Listed("number ", "货号 ", filter?.Skus), Listed("category ", "品类 ", filter?.Categories),
            Listed("tag ", "标签 ", filter?.Tags), Listed("not number ", "不含货号 ", filter?.WithoutSkus),
            Listed("not category ", "不含品类 ", filter?.WithoutCategories),
            Listed("not tag ", "不含标签 ", filter?.WithoutTags),
        }.Where(p => p.Length > 0).ToList();
        return parts.Count == 0
            ? language.Say("all goods", "全部商品")
            : language.Say($"goods ({string.Join(", ", parts)})", $"商品({string.Join(",", parts)})");
    }

    public string Of(TenderKind kind) => kind switch
    {
        TenderKind.Money => language.Say("money", "现金"),
        TenderKind.Coins => language.Say("the brand's coins", "本品牌积分"),
        TenderKind.Exchange => language.Say("other brands' coins", "其他品牌积分"),
        _ => language.Say("stored value", "储值"),
    };

    public string Join(IEnumerable<string> parts, string english, string chinese) =>
        string.Join(language.Say(english, chinese), parts);

    private string Of(EventIs asked)
    {
        var parts = new[]
        {
            Listed(
                "is ", "为 ",
                [.. asked.Types_.Select(t => t.Name.Length > 0 ? t.Name : Tables.Word(t.Kind))]),
            Listed("is about ", "对象为 ", asked.Objects), Listed("has the grade ", "等级为 ", asked.Grades),
            Listed("is of the channel ", "渠道为 ", asked.Channels),
            Listed(
                "is of the side ", "属于推荐的一方 ", [.. asked.Sides.Select(s => Tables.Word(s))]),
            asked.Satisfaction is { } satisfied
                ? language.Say(
                    $"says {satisfied.Lowest} to {satisfied.Highest} of 5",
                    $"满意度为 {satisfied.Lowest} 到 {satisfied.Highest}")
                : "",
            asked.Recommendation is { } likely
                ? language.Say(
                    $"recommends it {likely.Lowest} to {likely.Highest} of 10",
                    $"推荐度为 {likely.Lowest} 到 {likely.Highest}")
                : "",
        };
        return Join(parts.Where(p => p.Length > 0), " and ", "且");
    }

    private string Of(BasketMoney basket)
    {
        var list = basket.Basis == PriceBasis.List;
        return language.Say(
            $"{Of(basket.Lines)} come to {money.Text(basket.AtLeastMinorUnits)} or more"
            + (list ? " at list prices" : ""),
            $"{Of(basket.Lines)}{(list ? "按原价" : "")}满 {money.Text(basket.AtLeastMinorUnits)}");
    }

    private string Of(MemberIs member) => member.Attribute.Length == 0
        ? language.Say("a member buys", "会员购买")
        : language.Say(
            $"the member's {member.Attribute} is {Join(member.Values, " or ", "或")}",
            $"会员的 {member.Attribute} 为 {Join(member.Values, " or ", "或")}");

    private string Of(CountReached count)
    {
        var before = count.BeforeThisOrder ? language.Say(" before this order", "(不含本单)") : "";
        return count.ReachedCase == CountReached.ReachedOneofCase.Every
            ? language.Say(
                $"another {count.Every} of {count.Counter} are full{before}",
                $"{count.Counter} 又满 {count.Every}{before}")
            : language.Say(
                $"{count.Counter} reached {count.AtLeast}{before}", $"{count.Counter} 已达 {count.AtLeast}{before}");
    }

    private string Of(BirthdayWindow birthday) => birthday switch
    {
        { WindowCase: BirthdayWindow.WindowOneofCase.DaysAround } => language.Say(
            $"the birthday is at most {birthday.DaysAround} days away", $"生日前后 {birthday.DaysAround} 天内"),
        { Period: BirthdayPeriod.Day } => language.Say("it is the member's birthday", "生日当天"),
        { Period: BirthdayPeriod.Week } => language.Say("it is the week of the birthday", "生日当周"),
        _ => language.Say("it is the month of the birthday", "生日当月"),
    };

    private string Of(TimeWindow window)
    {
        var parts = new List<string>();
        if (window.FromDate is { } from)
            parts.Add(language.Say($"from {Day(from)} on", $"自 {Day(from)} 起"));
        if (window.ToDate is { } to)
            parts.Add(language.Say($"before {Day(to)}", $"{Day(to)} 前"));
        if (window.Weekdays.Count > 0)
            parts.Add(language.Say(
                $"on {string.Join(" or ", window.Weekdays)}",
                $"{string.Join("或", window.Weekdays.Select(d => Weekday((int)d)))}"));
        if (window.DaysOfMonth.Count > 0)
            parts.Add(language.Say(
                $"on day {string.Join(" or ", window.DaysOfMonth)} of the month",
                $"每月 {string.Join("或", window.DaysOfMonth)} 日"));
        if (window.WeekdaysOfMonth.Count > 0)
            parts.Add(language.Say(
                $"on {string.Join(" or ", window.WeekdaysOfMonth.Select(w => $"{w.Weekday} {w.Nth} of the month"))}",
                string.Join("或", window.WeekdaysOfMonth.Select(
                    w => $"当月第 {w.Nth} 个{Weekday((int)w.Weekday)}"))));
        if (window.FromMinute != window.ToMinute)
            parts.Add(language.Say(
                $"from {Clock(window.FromMinute)} to {Clock(window.ToMinute)}",
                $"{Clock(window.FromMinute)} 至 {Clock(window.ToMinute)}"));
        if (window.Calendar.Length > 0)
            parts.Add(language.Say($"on a day of {window.Calendar}", $"{window.Calendar} 日历内"));
        return language.Say($"it was placed {string.Join(", ", parts)}", $"下单时间{string.Join(",", parts)}");
    }

    private static IEnumerable<string> PlacesOf(PlacedAt at)
    {
        if (at.Merchants.Count > 0)
            yield return string.Join(", ", at.Merchants);
        if (at.Sources.Count > 0)
            yield return string.Join(", ", at.Sources);
    }

    private string Listed(string english, string chinese, IReadOnlyCollection<string>? values) =>
        values is null or { Count: 0 } ? "" : language.Say(english, chinese) + Join(values, " or ", "或");

    private static string Weekday(int day) => "周" + "一二三四五六日"[day - 1];

    private static string Day(GoogleDate date) => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
