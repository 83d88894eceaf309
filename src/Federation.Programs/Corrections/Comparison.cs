using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs;

/// <summary>Compares what orders have given and still give with what another rule set would have given for the goods
/// that are kept. Deterministic, no I/O.</summary>
/// <param name="rules">The other rule set.</param>
/// <param name="simulation">Replays orders by it.</param>
internal sealed class Comparison(CompiledRuleSet rules, Simulation simulation)
{
    private readonly Dictionary<(Guid Member, string Coin), ComparedLine> lines = [];

    /// <summary>Orders that were compared.</summary>
    public long Orders { get; private set; }

    /// <summary>How many orders differ, each once for each coin.</summary>
    public long Differing { get; private set; }

    /// <summary>Takes an order as it was decided.</summary>
    public void Keep(EvaluationRecord record) => simulation.Keep(record);

    /// <summary>Compares an order of a member.</summary>
    /// <param name="history">What became of it.</param>
    /// <param name="record">The decision.</param>
    /// <param name="corrected">By coin, by what earlier corrections have corrected it.</param>
    public void Add(OrderHistory history, EvaluationRecord record, IReadOnlyDictionary<string, long> corrected)
    {
        var decided = simulation.Add(record);
        var kept = KeptOrder.Of(history, rules, decided);
        foreach (var (time, moves) in kept.Moves)
            simulation.MoveLater(time, moves, decided);
        var left = CorrectedClawbacks.LeftOf(record.Result, history.Now.Back);
        var member = new Guid(record.Facts.Member.Id.Span, bigEndian: true);
        foreach (var coin in left.Keys.Union(kept.Left.Keys).Union(corrected.Keys).Order(StringComparer.Ordinal))
        {
            var line = LineOf(member, ResourceNames.LastPart(coin));
            var before = line.Orders.Count;
            line.Add(
                history.Order.Id, history.Count, left.GetValueOrDefault(coin), corrected.GetValueOrDefault(coin),
                kept.Left.GetValueOrDefault(coin));
            Differing += line.Orders.Count - before;
        }
        Orders++;
    }

    /// <summary>The members and coins with an order that differs, in an order that does not depend on the
    /// history.</summary>
    public IEnumerable<(Guid Member, string Coin, ComparedLine Line)> Lines() => lines
        .Where(l => l.Value.Orders.Count > 0)
        .OrderBy(l => l.Key.Member.ToString("D"), StringComparer.Ordinal)
        .ThenBy(l => l.Key.Coin, StringComparer.Ordinal).Select(l => (l.Key.Member, l.Key.Coin, l.Value));

    private ComparedLine LineOf(Guid member, string coin)
    {
        if (!lines.TryGetValue((member, coin), out var line))
            lines[(member, coin)] = line = new ComparedLine();
        return line;
    }
}
