using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether limits are of good form.</summary>
internal static class LimitCheck
{
    private const int MostLimits = 8;
    private const int LongestPause = 3660;

    public static void Check(IReadOnlyList<Limit> limits, string path, string rule, Findings findings)
    {
        findings.Check(
            limits.Count <= MostLimits, path, $"At most {MostLimits} limits.", $"限额最多 {MostLimits} 个。", rule);
        var seen = new HashSet<(Per, Period, LimitedBy)>();
        for (var i = 0; i < limits.Count; i++)
        {
            var (limit, at) = (limits[i], $"{path}[{i}]");
            findings.Check(
                limit.Per is Per.Member or Per.Everyone or Per.Order or Per.Payer, at + ".per",
                "MEMBER, EVERYONE, ORDER or PAYER.", "MEMBER、EVERYONE、ORDER 或 PAYER。", rule);
            findings.Check(
                limit.Period != Period.Unspecified, at + ".period", "Say in which period.", "请指明周期。", rule);
            findings.Check(limit.Of != LimitedBy.Unspecified, at + ".of", "Say what is counted.", "请指明计数内容。", rule);
            findings.Check(
                limit.AtMost is >= 1 and <= Units.MaxCommand, at + ".at_most", "1 to 10^15.", "1 到 10^15。", rule);
            findings.Check(
                (limit.Per == Per.Order) == (limit.Period == Period.Order), at + ".period",
                "Per ORDER and the period ORDER go together.", "按订单计算的限额,周期也必须是订单。", rule);
            findings.Check(
                limit.Period != Period.Cooldown || (limit.Of == LimitedBy.Times && limit.Per is Per.Member or Per.Payer
                    && limit.AtMost <= LongestPause),
                at + ".period", $"A COOLDOWN is of TIMES, per MEMBER or PAYER, 1 to {LongestPause} days.",
                $"冷却期只能按次数、按会员或付款人计算,1 到 {LongestPause} 天。", rule);
            if (!seen.Add((limit.Per, limit.Period, limit.Of)))
                findings.Error(
                    GuardFindingKind.Duplicate, at, "There are two limits with the same per, period and of.",
                    "存在相同对象、周期与计数内容的限额。", rule);
        }
    }
}
