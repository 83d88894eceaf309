using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What tallies are named by: the same in each rule set, so that what was counted stays counted.</summary>
internal static class TallyNames
{
    /// <summary>The owner of the programme's own limits.</summary>
    public const string Program = "program";

    /// <summary>The days in a member's run of check-ins.</summary>
    public const string RunDays = "check-ins/run";

    /// <summary>The last day of the run.</summary>
    public const string RunLastDay = "check-ins/day";

    /// <summary>1 if the run has outlived a day without a check-in.</summary>
    public const string RunRepaired = "check-ins/repaired";

    private const string RiskMark = "risks/";
    private const string RunMark = "check-ins/";
    private const string PauseMark = ".cooldown.";

    public static string Rule(string id) => "rules/" + id;

    public static string Campaign(string id) => "campaigns/" + id;

    public static string Counter(string id) => "counters/" + id;

    public static string Tier(string id) => "tiers/" + id;

    public static string Given(string rule) => "given/" + rule;

    public static string RiskOf(RiskRule rule) =>
        $"{RiskMark}{rule.Id}/{rule.Per}.{rule.Period}.{rule.Of}".ToLowerInvariant();

    /// <summary>Whether a risk rule counts it.</summary>
    public static bool IsRisk(string definition) => definition.StartsWith(RiskMark, StringComparison.Ordinal);

    public static string Limit(string owner, Limit limit) =>
        $"{owner}/{limit.Per}.{limit.Period}.{limit.Of}".ToLowerInvariant();

    /// <summary>Whether it is set and not added to: a pause, whose value is the day on which it began, or of a run of
    /// check-ins.</summary>
    public static bool IsSet(string definition) =>
        definition.Contains(PauseMark, StringComparison.Ordinal)
        || definition.StartsWith(RunMark, StringComparison.Ordinal);
}
