using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether risk rules are of good form.</summary>
internal static class RiskCheck
{
    private const int MostRules = 20;
    private const int MostCaseDays = 90;

    public static void Check(RuleSetTerms terms, Findings findings)
    {
        findings.Check(
            terms.RiskRules.Count <= MostRules, "risk_rules", $"At most {MostRules} risk rules.",
            $"风控规则最多 {MostRules} 条。");
        findings.Check(
            terms.CaseDays is >= 0 and <= MostCaseDays, "case_days", $"0 to {MostCaseDays}.", $"0 到 {MostCaseDays}。");
        for (var i = 0; i < terms.RiskRules.Count; i++)
            Check(terms.RiskRules[i], $"risk_rules[{i}]", findings);
        if (terms.NightlyChecks is { } nightly)
            Check(nightly, findings);
    }

    private static void Check(NightlyChecks nightly, Findings findings)
    {
        Range(nightly.StarDays, 1, 31, "star_days");
        Range(nightly.StarMembers, 3, 1000, "star_members");
        Range(nightly.ReturnDays, 1, 365, "return_days");
        Range(nightly.ReturnBasisPoints, 1, Units.BasisPoints, "return_basis_points");
        Range(nightly.ReturnOrders, 1, 1000, "return_orders");
        Range(nightly.ReturnMinorUnits, 1, Units.MaxCommand, "return_minor_units");

        void Range(long value, long least, long most, string field) => findings.Check(
            value == 0 || (value >= least && value <= most), "nightly_checks." + field,
            $"{least} to {most}, or 0 for the usual value.", $"{least} 到 {most},或填 0 使用默认值。");
    }

    private static void Check(RiskRule rule, string path, Findings findings)
    {
        findings.Check(
            rule.Title is { } title && title.En.Length + title.ZhCn.Length > 0, path + ".title",
            "Say what it is for: who is refused reads it.", "请填写名称:被拒绝时会显示。", rule.Id);
        findings.Check(
            rule.Per is Per.Member or Per.Payer or Per.Device or Per.Till or Per.Employee, path + ".per",
            "MEMBER, PAYER, DEVICE, TILL or EMPLOYEE.", "MEMBER、PAYER、DEVICE、TILL 或 EMPLOYEE。", rule.Id);
        findings.Check(
            rule.Period is >= Period.Day and <= Period.Ever, path + ".period", "DAY to EVER.", "DAY 至 EVER。",
            rule.Id);
        findings.Check(
            rule.Of is LimitedBy.Times or LimitedBy.Money or LimitedBy.Coins, path + ".of", "Say what is counted.",
            "请指明计数内容。", rule.Id);
        findings.Check(
            rule.MoreThan is >= 0 and <= Units.MaxCommand, path + ".more_than", "0 to 10^15.", "0 到 10^15。", rule.Id);
        findings.Check(
            rule.Answer is RiskAnswer.Hold or RiskAnswer.Refuse, path + ".answer", "HOLD or REFUSE.",
            "HOLD 或 REFUSE。", rule.Id);
        EventRuleCheck.CheckTypes(rule.Events, path + ".events", required: false, findings, rule.Id);
        if (rule.Events.Count == 0)
            return;
        if (rule.Events.Any(e => e.Kind == EventKind.ReferralQualified))
            Combination(
                "events", "The alliance makes this event itself; risk rules are on what brands report.",
                "此事件由联盟产生;风控规则只用于品牌上报的事件。");
        if (rule.Per != Per.Member)
            Combination("per", "An event names a member alone.", "事件只有会员;请按会员计算。");
        if (rule.Of == LimitedBy.Money)
            Combination("of", "An event has no price; count TIMES or COINS.", "事件没有金额;请按次数或积分计算。");
        if (rule.Answer == RiskAnswer.Hold)
            Combination(
                "answer", "What an event gives cannot be held; refuse it.", "事件给予的内容无法暂扣;请选择拒绝。");

        void Combination(string field, string en, string zh) =>
            findings.Error(GuardFindingKind.Combination, $"{path}.{field}", en, zh, rule.Id);
    }
}
