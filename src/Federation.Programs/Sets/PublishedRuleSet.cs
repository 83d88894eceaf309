using Federation.Rules;

namespace Federation.Programs;

/// <summary>A rule set that was published, ready to evaluate orders.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Of its terms.</param>
/// <param name="Rules">The rule set, compiled. Equal terms are compiled once.</param>
internal sealed record PublishedRuleSet(RuleSetId Name, ReadOnlyMemory<byte> Digest, CompiledRuleSet Rules);
