using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>Budgets that others use at the same time: once one was in the way so often, the rules that it limits are
/// left out, and the order is placed without them.</summary>
/// <param name="rules">The rule set that decides.</param>
internal sealed class BusyBudgets(CompiledRuleSet rules)
{
    private readonly Dictionary<string, int> met = new(StringComparer.Ordinal);
    private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);

    /// <summary>The ids of the rules that are left out.</summary>
    public IReadOnlySet<string> LeftOut => leftOut;

    /// <summary>Whether the order is to be decided again: a tally has moved since it was read.</summary>
    /// <param name="refusal">The ledger's refusal.</param>
    /// <param name="moves">What the order would have moved, in the order in which the ledger was told.</param>
    /// <param name="most">How often one budget may be in the way.</param>
    public bool Notice(Refusal? refusal, IReadOnlyList<TallyMove> moves, int most)
    {
        if (refusal?.Reason != ErrorReason.Contended)
            return false;
        if (refusal.Metadata.TryGetValue("tally", out var place)
            && moves[int.Parse(place, CultureInfo.InvariantCulture)].Key is { Per: Per.Everyone } budget)
        {
            met[budget.Definition] = met.GetValueOrDefault(budget.Definition) + 1;
            if (met[budget.Definition] >= most)
                leftOut.UnionWith(rules.LimitedBy(budget.Definition));
        }
        return true;
    }
}
