using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Says in words what a risk rule found.</summary>
internal static class RiskWords
{
    /// <param name="rule">The rule that answered.</param>
    /// <param name="amount">In Chinese or English, what was counted, or the most that is let pass.</param>
    public static (string En, string Zh) Of(RiskRule rule, Func<bool, bool, string> amount)
    {
        var ((whomEn, whomZh), (periodEn, periodZh)) = (Whom(rule.Per), In(rule.Period));
        return (
            $"{amount(false, false)} of {whomEn}{periodEn}; up to {amount(false, true)} are let pass",
            $"{periodZh}同一{whomZh}累计 {amount(true, false)},上限为 {amount(true, true)}");
    }

    private static (string En, string Zh) Whom(Per per) => per switch
    {
        Per.Member => ("one member", "会员"),
        Per.Payer => ("one means of payment", "付款方式"),
        Per.Device => ("one device", "设备"),
        Per.Till => ("one till", "收银台"),
        _ => ("one employee", "员工"),
    };

    private static (string En, string Zh) In(Period period) => period switch
    {
        Period.Day => (" in a day", "一天内"),
        Period.Week => (" in a week", "一周内"),
        Period.Month => (" in a month", "一个月内"),
        Period.Quarter => (" in a quarter", "一个季度内"),
        Period.Half => (" in half a year", "半年内"),
        Period.Year => (" in a year", "一年内"),
        _ => ("", ""),
    };
}
