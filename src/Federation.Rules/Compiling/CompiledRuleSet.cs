using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A rule set that is ready to evaluate orders: compiled once, then shared by all calls.</summary>
public sealed class CompiledRuleSet
{
    private readonly List<CompiledRule>[] byStage;
    private readonly Lazy<KnownForm> form;

    private CompiledRuleSet(string name, RuleSetTerms terms, RuleSetCompiler parts)
    {
        (Name, Terms) = (name, terms);
        Calendar = new ProgramCalendar(terms.TimeZone, terms.DayStartMinutes);
        Rules = parts.Rules;
        Words = parts.Words;
        Filters = parts.Filters;
        Counters = parts.Counters;
        Schemes = parts.Schemes;
        Risks = [.. terms.RiskRules.Select(CompiledRisk.Of)];
        LimitCount = parts.LimitCount;
        Index = new RuleIndex(Rules, Filters);
        Needs = MemberNeeds.Of(terms);
        form = new Lazy<KnownForm>(() => Fingerprint.FormOf(terms));
        LimitsMoney = Rules.Any(r => r.Limits.Any(l => l.Terms.Of == Programs.V1.LimitedBy.Money));
        byStage = [.. Enum.GetValues<Stage>().Select(s => Rules.Where(r => r.Stage == s).ToList())];
    }

    /// <summary><c>partners/{p}/programs/{id}/ruleSets/{n}</c>; empty for a draft.</summary>
    public string Name { get; private set; }

    /// <summary>The rule set as it was written. Must not be changed.</summary>
    public RuleSetTerms Terms { get; }

    /// <summary>The programme's calendar.</summary>
    public ProgramCalendar Calendar { get; }

    /// <summary>What it asks about members.</summary>
    public MemberNeeds Needs { get; }

    /// <summary>Whether a limit counts money, for which it must be known what coins are worth.</summary>
    public bool LimitsMoney { get; }

    internal IReadOnlyList<CompiledRule> Rules { get; }

    internal Vocabulary Words { get; }

    internal IReadOnlyList<CompiledFilter> Filters { get; }

    internal IReadOnlyList<CompiledCounter> Counters { get; }

    internal IReadOnlyList<CompiledScheme> Schemes { get; }

    internal IReadOnlyList<CompiledRisk> Risks { get; }

    internal int LimitCount { get; }

    internal RuleIndex Index { get; }

    /// <param name="name">The rule set's name; empty for a draft.</param>
    /// <param name="terms">A rule set without findings of the guard that are errors.</param>
    public static CompiledRuleSet Of(string name, RuleSetTerms terms) =>
        new(name, terms, new RuleSetCompiler(terms));

    /// <summary>The same rules as another rule set, whose terms are equal: nothing is compiled again.</summary>
    public CompiledRuleSet Named(string name)
    {
        var other = (CompiledRuleSet)MemberwiseClone();
        other.Name = name;
        return other;
    }

    /// <summary>The ids of the rules that a limit covers.</summary>
    /// <param name="definition">As in <see cref="TallyKey.Definition"/>.</param>
    public IEnumerable<string> LimitedBy(string definition) =>
        Rules.Where(r => r.Limits.Any(l => l.Definition == definition)).Select(r => r.Id);

    /// <summary>The terms as they are hashed: up to 2 MiB, the same for every order.</summary>
    internal KnownForm Form => form.Value;

    internal IReadOnlyList<CompiledRule> RulesOf(Stage stage) => byStage[(int)stage];
}
