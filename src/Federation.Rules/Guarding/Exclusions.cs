using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Which rules can give something in the same order, by the groups that they exclude. The first groups alone
/// are looked at, because each doubles the cases; the rules of all others count together.</summary>
internal sealed class Exclusions
{
    private const int MostGroups = 3;

    private readonly List<(int Excludes, int IsExcluded)> rules;

    public Exclusions(RuleSetTerms terms)
    {
        var positions = terms.Groups.Select((g, i) => (g.Id, Place: i))
            .ToDictionary(g => g.Id, g => g.Place, StringComparer.Ordinal);
        var excluded = terms.Rules.SelectMany(r => r.Excludes).ToHashSet(StringComparer.Ordinal);
        var groups = terms.Groups.Select(g => g.Id).Where(excluded.Contains).Take(MostGroups).ToList();
        (Stage, int) PlaceOf(Rule rule) =>
            (CompiledEffect.StageOf(rule.Effects[0]), positions.GetValueOrDefault(rule.Group, -1));
        var last = groups.Select(g => terms.Rules.Where(r => r.Excludes.Contains(g)).Max(PlaceOf)).ToList();
        rules = [.. terms.Rules.Select(rule => (
            Bits(g => rule.Excludes.Contains(groups[g])),
            Bits(g => rule.Group == groups[g] && PlaceOf(rule).CompareTo(last[g]) > 0)))];
        Cases = 1 << groups.Count;

        int Bits(Func<int, bool> holds) =>
            Enumerable.Range(0, groups.Count).Where(holds).Aggregate(0, (bits, g) => bits | (1 << g));
    }

    /// <summary>The sets of groups that rules of an order may exclude.</summary>
    public int Cases { get; }

    /// <summary>Whether a rule can give something in an order in which exactly these groups were excluded: what
    /// excludes others gives nothing, and what comes after all that exclude it gives nothing.</summary>
    /// <param name="rule">Its place in the rule set.</param>
    /// <param name="excluded">The groups, 0 to <see cref="Cases"/> - 1.</param>
    public bool Allows(int rule, int excluded) =>
        (rules[rule].Excludes & ~excluded) == 0 && (rules[rule].IsExcluded & excluded) == 0;
}
