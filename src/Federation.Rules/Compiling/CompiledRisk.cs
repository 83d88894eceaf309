using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A risk rule, with the name of what it counts.</summary>
/// <param name="Definition">As in <see cref="TallyKey.Definition"/>.</param>
/// <param name="Terms">The rule.</param>
/// <param name="Triggers">What it is on, as <see cref="EventTypes"/> names it.</param>
internal sealed record CompiledRisk(string Definition, RiskRule Terms, IReadOnlyCollection<string> Triggers)
{
    public static CompiledRisk Of(RiskRule rule) => new(
        TallyNames.RiskOf(rule), rule,
        rule.Events.Count > 0 ? [.. rule.Events.Select(EventTypes.NameOf).Distinct()] : [EventTypes.Orders]);
}
