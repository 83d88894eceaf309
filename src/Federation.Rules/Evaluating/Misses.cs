using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Says why rules gave nothing.</summary>
internal static class Misses
{
    public static Miss Of(CompiledRule rule, MissReason reason, OrderRun run)
    {
        var miss = new Miss { Rule = rule.Id, Reason = reason };
        if (reason == MissReason.Condition && rule.Condition is { } condition)
            (miss.Path, miss.Missing) = FirstFailed(condition, "", run);
        return miss;
    }

    /// <summary>The first condition that fails, and what is missing to it.</summary>
    private static (string Path, long Missing) FirstFailed(CompiledCondition node, string path, OrderRun run)
    {
        var terms = node.Terms;
        switch (terms.IsCase)
        {
            case Condition.IsOneofCase.All:
                for (var i = 0; i < node.Children.Count; i++)
                {
                    if (!ConditionCheck.Holds(node.Children[i], run))
                        return FirstFailed(node.Children[i], $"{path}all.of[{i}].", run);
                }
                return (path + "all", 0);
            case Condition.IsOneofCase.Any when node.Children.Count > 0:
                return FirstFailed(node.Children[0], path + "any.of[0].", run);
            case Condition.IsOneofCase.Basket:
                return (path + "basket", terms.Basket.AtLeastMinorUnits - ConditionCheck.Measured(node, run));
            case Condition.IsOneofCase.Lines:
                return (path + "lines", terms.Lines.AtLeast - ConditionCheck.Measured(node, run));
            case Condition.IsOneofCase.Count when run.Member is not null:
                var wanted = terms.Count.ReachedCase == CountReached.ReachedOneofCase.Every
                    ? (ConditionCheck.GivenOf(node, run) + 1) * terms.Count.Every
                    : terms.Count.AtLeast;
                return (path + "count", wanted - ConditionCheck.Measured(node, run));
            default:
                return (path + terms.IsCase.ToString().ToLowerInvariant(), 0);
        }
    }
}
