namespace Federation.Programs;

/// <summary>One look at a programme's orders.</summary>
/// <param name="RuleSet">In force when it began; it says what is looked for.</param>
/// <param name="Until">The end of the time that is looked at, in alliance time.</param>
/// <param name="Since">The end of the last one; null: there was none.</param>
internal sealed record Night(PublishedRuleSet RuleSet, DateTimeOffset Until, DateTimeOffset? Since)
{
    public ProgramId Program => RuleSet.Name.Program;

    public NightlyTerms Terms { get; } = new(RuleSet.Rules.Terms);
}
