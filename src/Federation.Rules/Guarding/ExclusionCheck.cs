using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether groups exclude each other in a circle, and whether rules of a FIRST group have one
/// priority.</summary>
internal static class ExclusionCheck
{
    public static void Check(RuleSetTerms terms, Findings findings)
    {
        var arrows = terms.Rules.Where(r => r.Group.Length > 0)
            .SelectMany(r => r.Excludes, (r, to) => (From: r.Group, To: to)).Distinct().ToList();
        // What nothing leads to is taken away until nothing is left: then there is no circle.
        while (arrows.RemoveAll(a => arrows.TrueForAll(b => b.To != a.From)) > 0)
        {
        }
        while (arrows.RemoveAll(a => arrows.TrueForAll(b => b.From != a.To)) > 0)
        {
        }
        if (arrows.Count > 0)
        {
            var circle = string.Join(", ", arrows.Select(a => $"{a.From} > {a.To}").Order(StringComparer.Ordinal));
            findings.Error(
                GuardFindingKind.Circle, "groups", $"Groups exclude each other in a circle: {circle}.",
                $"分组互相排斥形成环路:{circle}。");
        }
        foreach (var same in terms.Rules.Select((r, i) => (Rule: r, Index: i))
            .Where(r => terms.Groups.Any(g => g.Id == r.Rule.Group && g.Combine == Combine.First))
            .GroupBy(r => (r.Rule.Group, r.Rule.Priority, CompiledEffect.StageOf(r.Rule.Effects[0])))
            .Where(g => g.Count() > 1))
        {
            var ids = string.Join(", ", same.Select(r => r.Rule.Id));
            findings.Warn(
                GuardFindingKind.EqualPriority, $"rules[{same.First().Index}].priority",
                $"In the group '{same.Key.Group}' these have one priority, so their ids decide which comes first: "
                + $"{ids}.",
                $"分组“{same.Key.Group}”中以下规则优先级相同,将按编号先后决定:{ids}。", same.First().Rule.Id);
        }
    }
}
