using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What a rule set defines, by name.</summary>
internal sealed class RuleSetNames(RuleSetTerms terms)
{
    public IReadOnlySet<string> Calendars { get; } = Set(terms.Calendars.Select(c => c.Id));

    public IReadOnlyDictionary<string, Counter> Counters { get; } = terms.Counters
        .DistinctBy(c => c.Id).ToDictionary(c => c.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TierScheme> Schemes { get; } = terms.TierSchemes
        .DistinctBy(s => s.Id).ToDictionary(s => s.Id, StringComparer.Ordinal);

    public IReadOnlySet<string> Coupons { get; } = Set(terms.Coupons.Select(c => c.Id));

    public IReadOnlySet<string> Segments { get; } = Set(terms.Segments);

    public IReadOnlyDictionary<string, Campaign> Campaigns { get; } = terms.Campaigns
        .DistinctBy(c => c.Id).ToDictionary(c => c.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, RuleGroup> Groups { get; } = terms.Groups
        .DistinctBy(g => g.Id).ToDictionary(g => g.Id, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Rule> Rules { get; } = terms.Rules
        .DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);

    public IReadOnlySet<string> Coins { get; } = Set(terms.Coins);

    public IReadOnlySet<string> Categories { get; } = Set(terms.Categories);

    private static HashSet<string> Set(IEnumerable<string> names) => new(names, StringComparer.Ordinal);
}
