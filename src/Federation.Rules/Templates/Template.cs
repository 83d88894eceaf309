using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A rule set that is made from a few choices, for a brand to begin with.</summary>
/// <param name="Id">2 to 32 of <c>a-z0-9-</c>.</param>
/// <param name="Title">Its title in English and Chinese.</param>
/// <param name="Description">What members get, in English and Chinese.</param>
/// <param name="Make">The rule set. Pure.</param>
public sealed record Template(
    string Id, LocalizedText Title, LocalizedText Description, Func<TemplateChoice, RuleSetTerms> Make)
{
    /// <summary>What the brand sets up besides, in this order.</summary>
    public IReadOnlyList<SetupStep> Setup { get; init; } = [];
}
