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
    // How often one may be in the way.
    private const int Most = 3;

    private readonly Dictionary<string, int> met = new(StringComparer.Ordinal);
    private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);

    /// <summary>The ids of the rules that are left out.</summary>
    public IReadOnlySet<string> LeftOut => leftOut;

    /// <summary>Counts the budget that was in the way, if one was.</summary>
    /// <param name="refusal">The ledger's refusal.</param>
    /// <param name="moves">What the order would have moved, in the order in which the ledger was told.</param>
    public void Notice(Refusal? refusal, IReadOnlyList<TallyMove> moves)
    {
        if (refusal?.Reason != ErrorReason.Contended || !refusal.Metadata.TryGetValue("tally", out var place)
            || int.Parse(place, CultureInfo.InvariantCulture) is var index && index >= moves.Count
            || moves[index].Key is not { Per: Per.Everyone } budget)
            return;
        met[budget.Definition] = met.GetValueOrDefault(budget.Definition) + 1;
        if (met[budget.Definition] >= Most)
            leftOut.UnionWith(rules.LimitedBy(budget.Definition));
    }
}
