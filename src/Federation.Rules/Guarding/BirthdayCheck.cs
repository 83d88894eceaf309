using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Finds birthday gifts that a member gets again by changing the birthday.</summary>
internal static class BirthdayCheck
{
    private const int DaysBetween = 300;

    public static void Check(RuleSetTerms terms, Findings findings)
    {
        for (var i = 0; i < terms.Rules.Count; i++)
        {
            var rule = terms.Rules[i];
            if (IsGift(rule) && !(IsOnceAYear(rule) && HasPause(rule)))
                findings.Warn(
                    GuardFindingKind.BirthdayRepeated, $"rules[{i}].limits",
                    "A member who changes the birthday gets it again; limit it per MEMBER to one time a YEAR, and by a "
                    + $"COOLDOWN of {DaysBetween} days.",
                    $"会员修改生日即可再次获得;请按会员设置每年一次的限额,以及 {DaysBetween} 天的冷却期。", rule.Id);
        }
    }

    /// <summary>What is given for a birthday at once, or is meant for one time; and not what is better all
    /// month.</summary>
    private static bool IsGift(Rule rule) =>
        RequiredConditions.Of(rule.Condition).Any(c => c.Birthday is not null)
        && (CompiledEffect.StageOf(rule.Effects[0]) is Stage.Items or Stage.Fixed || IsOnceAYear(rule));

    private static bool IsOnceAYear(Rule rule) => rule.Limits.Any(
        l => l is { Per: Per.Member, Period: Period.Year, Of: LimitedBy.Times, AtMost: 1 });

    private static bool HasPause(Rule rule) => rule.Limits.Any(
        l => l is { Per: Per.Member, Period: Period.Cooldown, AtMost: >= DaysBetween });
}
