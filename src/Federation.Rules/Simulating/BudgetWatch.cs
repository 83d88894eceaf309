using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>Sees when the budgets of a rule set run out.</summary>
internal sealed class BudgetWatch(CompiledRuleSet rules, TallyBook book)
{
    private readonly Dictionary<string, long> budgets = rules.Rules.SelectMany(r => r.Limits)
        .Where(l => l.Terms.Per == Per.Everyone && l.Terms.Period != Period.Cooldown).DistinctBy(l => l.Index)
        .ToDictionary(l => l.Definition, l => l.Terms.AtMost, StringComparer.Ordinal);

    private readonly Dictionary<TallyPlace, Timestamp?> used = [];

    /// <summary>Looks at tallies that an order moved, or whose value its record states.</summary>
    public void Look(IEnumerable<TallyKey> keys, Timestamp orderTime)
    {
        foreach (var key in keys)
        {
            if (key.Per != Per.Everyone || !budgets.TryGetValue(key.Definition, out var atMost))
                continue;
            var place = TallyPlace.Of(key);
            if (used.GetValueOrDefault(place) is null)
                used[place] = Units(place) >= atMost ? orderTime : null;
        }
    }

    public IEnumerable<SimulatedBudget> Report()
    {
        var touched = used.Keys.Select(p => p.Definition).ToHashSet(StringComparer.Ordinal);
        return budgets.Keys.Where(b => !touched.Contains(b)).Select(b => new TallyPlace(b, Per.Everyone, 0))
            .Concat(used.Keys).OrderBy(p => p.Definition, StringComparer.Ordinal).ThenBy(p => p.Period)
            .Select(ToMessage);
    }

    private SimulatedBudget ToMessage(TallyPlace place) => new()
    {
        Definition = place.Definition,
        Period = place.Period,
        AtMost = budgets[place.Definition],
        Left = Math.Max(0, budgets[place.Definition] - Units(place)),
        RunOutTime = used.GetValueOrDefault(place)?.Clone(),
    };

    private long Units(TallyPlace place) => book.Units(place, ByteString.Empty, ByteString.Empty);
}
