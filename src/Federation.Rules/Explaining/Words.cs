using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Says in words what was given and why not, in English and Chinese.</summary>
public static class Words
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>Adds words to all awards, misses and answers of risk rules.</summary>
    /// <param name="result">The result.</param>
    /// <param name="rules">The rule set by which it was decided.</param>
    public static void Add(Evaluation result, CompiledRuleSet rules)
    {
        var byId = rules.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var award in result.Awards)
            award.Words = With(byId[award.Rule].Terms.Title, Of(award, byId[award.Rule], rules.Terms));
        foreach (var miss in result.Misses)
            miss.Words = With(byId[miss.Rule].Terms.Title, Of(miss));
        foreach (var signal in result.Risks)
            signal.Words = Of(signal, rules.Terms);
    }

    /// <summary>What a risk rule found, with its title.</summary>
    /// <param name="signal">Its answer.</param>
    /// <param name="terms">The rule set by which it was decided.</param>
    public static LocalizedText Of(RiskSignal signal, RuleSetTerms terms)
    {
        var rule = terms.RiskRules.First(r => r.Id == signal.Rule);
        return With(rule.Title, RiskWords.Of(rule, Counted));

        string Counted(bool zh, bool most) => (zh, rule.Of) switch
        {
            (_, LimitedBy.Money) => Money(most ? rule.MoreThan : signal.Counted, terms),
            (false, LimitedBy.Coins) => $"{(most ? rule.MoreThan : signal.Counted)} coins",
            (true, LimitedBy.Coins) => $"{(most ? rule.MoreThan : signal.Counted)} 积分",
            (false, _) => $"{(most ? rule.MoreThan : signal.Counted)}",
            (true, _) => $"{(most ? rule.MoreThan : signal.Counted)} 次",
        };
    }

    private static (string En, string Zh) Of(Award award, CompiledRule rule, RuleSetTerms terms)
    {
        var words = award.GaveCase switch
        {
            Award.GaveOneofCase.Coins => OfCoins(award, rule, terms),
            Award.GaveOneofCase.DiscountMinorUnits => (
                $"{Money(award.DiscountMinorUnits, terms)} off", $"优惠 {Money(award.DiscountMinorUnits, terms)}"),
            Award.GaveOneofCase.Item => (
                $"{award.Item.Quantity} x {award.Item.Sku} for nothing",
                $"赠送 {award.Item.Sku} × {award.Item.Quantity}"),
            Award.GaveOneofCase.Coupons => CouponWords(award.Coupons, terms),
            Award.GaveOneofCase.Tickets => (
                $"{award.Tickets.Tickets} {(award.Tickets.Tickets == 1 ? "ticket" : "tickets")} of the draw "
                    + award.Tickets.Draw,
                $"抽奖“{award.Tickets.Draw}”的 {award.Tickets.Tickets} 张奖券"),
            _ => TierWords(award.Tier, terms),
        };
        return award.ClippedBy is { } by
            ? ($"{words.Item1} (a limit cut it from {by.Wanted})", $"{words.Item2}(因限额由 {by.Wanted} 减少)")
            : words;
    }

    private static (string En, string Zh) OfCoins(Award award, CompiledRule rule, RuleSetTerms terms)
    {
        var coins = award.Coins;
        var effect = rule.Effects[award.Effect].Terms;
        return effect switch
        {
            { Earn.StepCase: Earn.StepOneofCase.PerMinorUnits } => (
                $"{coins.Units} coins: {effect.Earn.Units} for each {Money(effect.Earn.PerMinorUnits, terms)} of "
                + $"{Money(coins.Base, terms)} paid",
                $"{coins.Units} 积分:实付 {Money(coins.Base, terms)},每 {Money(effect.Earn.PerMinorUnits, terms)} 得 "
                + $"{effect.Earn.Units} 积分"),
            { Earn.StepCase: Earn.StepOneofCase.PerQuantity } => (
                $"{coins.Units} coins: {effect.Earn.Units} for each {effect.Earn.PerQuantity} of {coins.Base} bought",
                $"{coins.Units} 积分:购买 {coins.Base} 件,每 {effect.Earn.PerQuantity} 件得 {effect.Earn.Units} 积分"),
            { Multiply: { } multiply } => (
                $"{coins.Units} more coins: {Factor(multiply)} times {coins.Base}",
                $"额外 {coins.Units} 积分:{coins.Base} 积分的 {Factor(multiply)} 倍"),
            { Earn.Table: { } table } when coins.TableKey.Length > 0 => TableWords(coins, table.By),
            _ when coins.Times > 1 => (
                $"{coins.Units} coins: {effect.Earn.Units}, {coins.Times} times",
                $"{coins.Units} 积分:{effect.Earn.Units} 积分 × {coins.Times}"),
            _ => ($"{coins.Units} coins", $"{coins.Units} 积分"),
        };
    }

    private static (string En, string Zh) TableWords(CoinAward coins, EventAttribute by)
    {
        var (en, zh) = by switch
        {
            EventAttribute.RunDay => ($"day {coins.TableKey} of the run", $"连续签到第 {coins.TableKey} 天"),
            EventAttribute.Grade => ($"grade {coins.TableKey}", $"等级 {coins.TableKey}"),
            EventAttribute.Channel => ($"shared on {coins.TableKey}", $"分享至 {coins.TableKey}"),
            _ => ($"for {coins.TableKey}", $"项目 {coins.TableKey}"),
        };
        return coins.Times > 1
            ? ($"{coins.Units} coins: {en}, {coins.Times} times", $"{coins.Units} 积分:{zh} × {coins.Times}")
            : ($"{coins.Units} coins: {en}", $"{coins.Units} 积分:{zh}");
    }

    private static (string En, string Zh) CouponWords(CouponAward award, RuleSetTerms terms)
    {
        var title = terms.Coupons.First(c => c.Id == award.Definition).Title;
        return ($"{award.Quantity} x {Text(title, zh: false, award.Definition)}",
            $"{Text(title, zh: true, award.Definition)} × {award.Quantity}");
    }

    private static (string En, string Zh) TierWords(TierGrant grant, RuleSetTerms terms)
    {
        var title = terms.TierSchemes.First(s => s.Id == grant.Scheme).Levels.First(l => l.Id == grant.Level).Title;
        var until = $"{grant.ToDate.Year:0000}-{grant.ToDate.Month:00}-{grant.ToDate.Day:00}";
        return ($"level {Text(title, zh: false, grant.Level)} until {until}",
            $"获得等级“{Text(title, zh: true, grant.Level)}”,有效至 {until} 前");
    }

    private static (string En, string Zh) Of(Miss miss) => miss.Reason switch
    {
        MissReason.Condition when miss.Missing > 0 => (
            $"its condition does not hold: {miss.Missing} more needed", $"未满足条件,还差 {miss.Missing}"),
        MissReason.Condition => ("its condition does not hold", "未满足条件"),
        MissReason.NoMember => ("it is for members", "仅限会员"),
        MissReason.Campaign => ("its campaign is not running, or is for others", "活动未进行或不适用"),
        MissReason.HeldOut => ("the member is in the campaign's control group", "该会员属于活动对照组"),
        MissReason.Group => ("another rule of its group was taken", "同组中另一规则已生效"),
        MissReason.Excluded => ("a rule that was given excludes it", "被已生效的规则排斥"),
        MissReason.Limit => ("its limit is reached", "已达限额"),
        MissReason.BudgetBusy => ("its budget was busy", "预算繁忙"),
        _ => ("it comes to nothing", "计算结果为零"),
    };

    private static LocalizedText With(LocalizedText? title, (string En, string Zh) words) => new()
    {
        En = $"{Text(title, zh: false, "")}: {words.En}.",
        ZhCn = $"{Text(title, zh: true, "")}:{words.Zh}。",
    };

    private static string Text(LocalizedText? text, bool zh, string otherwise) => (zh, text) switch
    {
        (true, { ZhCn.Length: > 0 }) => text.ZhCn,
        (_, { En.Length: > 0 }) => text.En,
        (_, { ZhCn.Length: > 0 }) => text.ZhCn,
        _ => otherwise,
    };

    /// <summary>An amount in minor units, with the currency's decimals.</summary>
    public static string Money(long minorUnits, RuleSetTerms terms)
    {
        var digits = Currencies.DigitsOf(terms.Currency);
        return $"{(minorUnits / Pow10(digits)).ToString($"F{digits}", English)} {terms.Currency}";
    }

    private static decimal Pow10(int digits)
    {
        var power = 1m;
        for (var i = 0; i < digits; i++)
            power *= 10;
        return power;
    }

    private static string Factor(Multiply multiply) =>
        (multiply.FactorBasisPoints / (decimal)Units.BasisPoints).ToString("0.####", English);
}
