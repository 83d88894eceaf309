using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a rule on events asks and gives only what there is at an event.</summary>
internal sealed class EventRuleCheck(Rule rule, string path, Findings findings)
{
    private const int MostTypes = 16;

    public void Check()
    {
        if (rule.On is not { } on)
        {
            CheckOrderRule();
            return;
        }
        CheckTypes(on.Events, path + ".on.events", required: true, findings, rule.Id);
        for (var i = 0; i < rule.Effects.Count; i++)
            CheckEffect(rule.Effects[i], $"{path}.effects[{i}]");
        for (var i = 0; i < rule.Limits.Count; i++)
            if (rule.Limits[i].Per is Per.Payer or Per.Order)
                Combination(
                    $"{path}.limits[{i}].per",
                    "An event has no payer and is no order; limit it per MEMBER or EVERYONE.",
                    "事件没有付款人,也不是订单;请按会员或全体设置限额。");
        // A check-in, a survey, a course, attendance and a review of goods count a limited number of times anyway.
        if (on.Events.Any(e => e.Kind is EventKind.Named or EventKind.ShareVisit or EventKind.ReferralQualified)
            && !IsBounded())
            findings.Error(
                GuardFindingKind.FreeLoop, path + ".limits",
                "Such events may happen as often as anybody likes; limit it per MEMBER, or ask for a count.",
                "此类事件可以任意次发生;请设置会员限额,或要求计数。", rule.Id);
    }

    /// <summary>A condition that is none of <c>all</c>, <c>any</c> and <c>not</c>.</summary>
    public void Check(Condition condition, string at)
    {
        if (rule.On is null && condition.Event is not null)
            Combination(at + ".event", "For rules on events only.", "仅用于事件规则。");
        if (rule.On is null)
            return;
        var fits = condition.IsCase switch
        {
            Condition.IsOneofCase.Basket or Condition.IsOneofCase.Lines or Condition.IsOneofCase.Coupon
                or Condition.IsOneofCase.Paid => false,
            Condition.IsOneofCase.At => condition.At.Merchants.Count == 0,
            _ => true,
        };
        if (!fits)
            Combination(
                at, "An event has no lines, coupons, payment and merchant.", "事件没有商品行、优惠券、支付和商户。");
        if (condition.Event is { } asked)
            CheckAsked(asked, at + ".event");
    }

    /// <summary>Whether kinds of events are of good form.</summary>
    public static void CheckTypes(
        IReadOnlyCollection<EventType> types, string at, bool required, Findings findings, string rule = "")
    {
        findings.Check(
            types.Count <= MostTypes && (types.Count > 0 || !required) && types.All(EventTypes.IsKnown)
            && types.Distinct().Count() == types.Count, at,
            $"{(required ? 1 : 0)} to {MostTypes} kinds, each once; of NAMED with a name, of others without.",
            $"{(required ? 1 : 0)} 到 {MostTypes} 种事件,不可重复;NAMED 须有名称,其他不得有名称。", rule);
    }

    private void CheckOrderRule()
    {
        for (var i = 0; i < rule.Effects.Count; i++)
        {
            if (rule.Effects[i].Earn?.Table is not null)
                Combination($"{path}.effects[{i}].earn.table", "For rules on events only.", "仅用于事件规则。");
            if (rule.Effects[i].Earn is { AvailableDays: > 0 })
                Combination(
                    $"{path}.effects[{i}].earn.available_days",
                    "For rules on events only; coins of orders wait for `holdback_days`.",
                    "仅用于事件规则;订单积分的可用时间由 holdback_days 决定。");
        }
    }

    private void CheckEffect(Effect effect, string at)
    {
        if (CompiledEffect.StageOf(effect) != Stage.Fixed)
            Combination(
                at, "At an event a fixed number of coins, coupons and levels can be given alone.",
                "事件只能给予固定积分、优惠券或等级。");
        if (effect.Earn is not { } earn)
            return;
        if (earn.Lines is not null)
            Combination(at + ".earn.lines", "An event has no lines.", "事件没有商品行。");
        if (earn.Table is not { } table)
            return;
        findings.Check(
            table.By != EventAttribute.Unspecified && table.Rows.Count is >= 1 and <= 1000
            && table.Rows.All(r => r.Key.Length is >= 1 and <= 64 && r.Units is >= 0 and <= EffectCheck.MostCoins)
            && table.Rows.DistinctBy(r => r.Key).Count() == table.Rows.Count, at + ".earn.table",
            "By an attribute; 1 to 1000 rows, each key once, with 0 to 10^12 coins.",
            "请选择属性;1 到 1000 行,键不可重复,积分为 0 到 10^12。", rule.Id);
        if (table.By == EventAttribute.RunDay && rule.On.Events.Any(e => e.Kind != EventKind.CheckIn))
            Combination(at + ".earn.table.by", "RUN_DAY is for CHECK_IN alone.", "RUN_DAY 仅用于签到。");
    }

    private void CheckAsked(EventIs asked, string at)
    {
        CheckTypes(asked.Types_, at + ".types", required: false, findings, rule.Id);
        foreach (var type in asked.Types_.Where(t => !rule.On.Events.Contains(t)))
            findings.CheckNamed(known: false, at + ".types", EventTypes.NameOf(type), rule.Id);
        findings.Check(
            asked.Sides.Distinct().Count() == asked.Sides.Count
            && asked.Sides.All(s => s is ReferralSide.Referrer or ReferralSide.Referred), at + ".sides",
            "REFERRER, REFERRED or both, each once.", "REFERRER、REFERRED 或两者,不可重复。", rule.Id);
        if (asked.Sides.Count > 0 && rule.On.Events.Any(e => e.Kind != EventKind.ReferralQualified))
            Combination(at + ".sides", "Only REFERRAL_QUALIFIED has sides.", "只有 REFERRAL_QUALIFIED 有推荐双方。");
        foreach (var range in new[] { asked.Satisfaction, asked.Recommendation })
            findings.Check(
                range is null || (range.Lowest >= 0 && range.Highest >= range.Lowest && range.Highest <= 10), at,
                "Scores from `lowest` to `highest`, 0 to 10.", "分数范围为 0 到 10。", rule.Id);
    }

    private bool IsBounded() => rule.Limits.Any(l => l.Per is Per.Member or Per.Everyone)
        || RequiredConditions.Of(rule.Condition).Any(c => c.Count?.ReachedCase == CountReached.ReachedOneofCase.Every);

    private void Combination(string at, string en, string zh) =>
        findings.Error(GuardFindingKind.Combination, at, en, zh, rule.Id);
}
