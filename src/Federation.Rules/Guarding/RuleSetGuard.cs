using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Says before a rule set is in force what is wrong with it. Pure.</summary>
public static class RuleSetGuard
{
    /// <summary>There is no bound to what an order is given.</summary>
    public const int Unbounded = int.MaxValue;

    /// <param name="terms">The rule set.</param>
    /// <param name="coins">On-values of its coins in settlement units; a coin that is not listed is worth
    /// nothing.</param>
    public static GuardReport Check(RuleSetTerms terms, IReadOnlyList<CoinWorth> coins)
    {
        var findings = new Findings();
        var names = new RuleSetNames(terms);
        TermsCheck.Check(terms, names, findings);
        for (var i = 0; i < terms.Rules.Count; i++)
            new RuleCheck(terms.Rules[i], $"rules[{i}]", names, findings).Check();
        var report = new GuardReport();
        // What is not well formed cannot be reasoned about.
        if (!findings.HasErrors)
        {
            ExclusionCheck.Check(terms, findings);
            ReachCheck.Check(terms, findings);
            BirthdayCheck.Check(terms, findings);
            report.GiveAwayBasisPoints = new GiveAway(terms, coins).Check(findings);
        }
        report.Findings.AddRange(findings.Sorted);
        return report;
    }
}
