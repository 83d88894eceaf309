using Federation.Rules;

namespace Federation.Programs;

/// <summary>A rule set that was published. It is compiled when it is first asked for: of most only the history is
/// kept, and one that could not be compiled would be in nobody else's way.</summary>
/// <param name="name">Its name.</param>
/// <param name="digest">Of its terms.</param>
/// <param name="compiled">The same for all rule sets with these terms.</param>
internal sealed class PublishedRuleSet(RuleSetId name, ReadOnlyMemory<byte> digest, Lazy<CompiledRuleSet> compiled)
{
    private readonly Lazy<CompiledRuleSet> rules = new(() => compiled.Value.Named(name.ToString()));

    public RuleSetId Name => name;

    public ReadOnlyMemory<byte> Digest => digest;

    /// <summary>Ready to evaluate orders.</summary>
    public CompiledRuleSet Rules => rules.Value;

    /// <summary>For another rule set with the same terms.</summary>
    public Lazy<CompiledRuleSet> Compiled => compiled;
}
