using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether referrals are of good form, and rules on them have any.</summary>
internal static class ReferralsCheck
{
    private const int MostDays = 365;

    public static void Check(RuleSetTerms terms, Findings findings)
    {
        if (terms.Referrals is not { } referrals)
        {
            for (var i = 0; i < terms.Rules.Count; i++)
                if (IsOnReferrals(terms.Rules[i]))
                    findings.Error(
                        GuardFindingKind.Combination, $"rules[{i}].on.events",
                        "The rule set has no referrals: say in `referrals` when one qualifies.",
                        "规则集未设置推荐:请在 referrals 中说明推荐何时生效。", terms.Rules[i].Id);
            return;
        }
        findings.Check(
            referrals.MinimumMinorUnits is >= 1 and <= Units.MaxCommand, "referrals.minimum_minor_units",
            "1 to 10^15.", "1 到 10^15。");
        findings.Check(
            referrals.HoldbackDays is >= 0 and <= MostDays, "referrals.holdback_days", "0 to 365.", "0 到 365。");
        findings.Check(
            referrals.QualifyDays is >= 0 and <= MostDays, "referrals.qualify_days", "0 to 365.", "0 到 365。");
        // Return days of 0 are for ever.
        if (terms.ReturnDays == 0 && terms.HoldbackDays == 0 && referrals.HoldbackDays == 0)
            findings.Error(
                GuardFindingKind.Combination, "referrals.holdback_days",
                "Goods can be returned for ever, so a referral would be rewarded at once for goods that come back: "
                + "say 1 day or more, or limit `return_days`.",
                "商品可无限期退货,推荐会立即生效,随后退货也不收回奖励:请设置至少 1 天,或限制 return_days。");
        if (!terms.Rules.Any(IsOnReferrals))
            findings.Error(
                GuardFindingKind.Combination, "referrals", "No rule on REFERRAL_QUALIFIED says what both sides get.",
                "没有 REFERRAL_QUALIFIED 规则说明双方获得什么。");
    }

    private static bool IsOnReferrals(Rule rule) =>
        rule.On is { } on && on.Events.Any(e => e.Kind == EventKind.ReferralQualified);
}
