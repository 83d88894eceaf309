using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether groups exclude each other in a circle, and whether rules of a FIRST group have one
/// priority.</summary>
internal static class ExclusionCheck
{
    private const int MostShown = 20;

    public static void Check(RuleSetTerms terms, Findings findings)
    {
        var arrows = terms.Rules.Where(r => r.Group.Length > 0)
            .SelectMany(r => r.Excludes, (r, to) => (From: r.Group, To: to)).Distinct().ToList();
        // What nothing leads to is taken away, and what leads to nothing: what is left goes round in circles.
        arrows = Trimmed(Trimmed(arrows, a => a.From, a => a.To), a => a.To, a => a.From);
        if (arrows.Count > 0)
        {
            var circle = string.Join(
                ", ",
                arrows.Select(a => $"{a.From} > {a.To}").Order(StringComparer.Ordinal).Take(MostShown));
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

    /// <summary>The arrows without those that begin where, step by step, none ends any more. Linear in their number:
    /// a rule set is checked while a caller waits.</summary>
    private static List<(string From, string To)> Trimmed(
        List<(string From, string To)> arrows, Func<(string From, string To), string> begin,
        Func<(string From, string To), string> end)
    {
        var beginning = arrows.ToLookup(begin, StringComparer.Ordinal);
        var ending = arrows.GroupBy(end, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var free = new Queue<string>(beginning.Select(g => g.Key).Where(n => !ending.ContainsKey(n)));
        var gone = new HashSet<string>(StringComparer.Ordinal);
        while (free.TryDequeue(out var name))
        {
            gone.Add(name);
            foreach (var next in beginning[name].Select(end))
                if (--ending[next] == 0)
                    free.Enqueue(next);
        }
        return [.. arrows.Where(a => !gone.Contains(begin(a)))];
    }
}
