using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What the worked cases are run on, by name. Each also tells why rules gave nothing.</summary>
public sealed class Evaluators : TheoryData<string>
{
    private static readonly Dictionary<string, Func<RuleSetTerms, Facts, Order, Evaluation>> All = new()
    {
        ["naive"] = (terms, facts, order) => NaiveEvaluator.Evaluate(terms, facts, order, withMisses: true),
        ["engine"] = (terms, facts, order) =>
            Evaluator.Evaluate(CompiledRuleSet.Of("", terms), facts, order, withMisses: true),
    };

    public Evaluators()
        : base(All.Keys)
    {
    }

    public static Func<RuleSetTerms, Facts, Order, Evaluation> Named(string name) => All[name];
}
