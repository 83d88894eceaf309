using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>What an order would have left by another rule set, if the same goods had come back at the same times. Its
/// steps are taken once more, with the code that takes them. Pure.</summary>
/// <param name="Left">By coin, what its awards would have left.</param>
/// <param name="Moves">The moves of tallies that returns would have made, with their times. Where a return ends a pause
/// the pause stays: less is given by that, never more.</param>
internal sealed record KeptOrder(
    IReadOnlyDictionary<string, long> Left, IReadOnlyList<(DateTimeOffset Time, IReadOnlyList<TallyMove> Moves)> Moves)
{
    /// <param name="real">What became of the order.</param>
    /// <param name="rules">The other rule set.</param>
    /// <param name="decided">What it would have recorded when the order was placed.</param>
    public static KeptOrder Of(OrderHistory real, CompiledRuleSet rules, EvaluationRecord decided)
    {
        if (real.Count == 1)
            return new KeptOrder(CorrectedClawbacks.LeftOf(decided.Result, null), []);
        var record = Paying(decided);
        // The comparison takes all of it as earned when it is placed.
        var order = new OrderHistory(
            real.Order, [new PostedBundle { Journal = JournalOf(new OrderDetail { State = OrderState.Completed }) }]);
        var moves = new List<(DateTimeOffset Time, IReadOnlyList<TallyMove> Moves)>();
        for (var i = 1; i < real.Count; i++)
        {
            if (Step(real, i, order, rules, record) is not { } step)
                continue;
            order = order.With(new PostBundleResponse { Journal = JournalOf(step.Detail) });
            moves.Add((
                real.TimeOf(i).ToDateTimeOffset(),
                [.. step.Tallies.Where(t => t.Expected is null)
                    .Select(t => new TallyMove { Key = t.Key, Add = t.Units })]));
        }
        return new KeptOrder(CorrectedClawbacks.LeftOf(record.Result, order.Now.Back), moves);
    }

    private static PlannedStep? Step(
        OrderHistory real, int number, OrderHistory order, CompiledRuleSet rules, EvaluationRecord record)
    {
        var (before, after, time) = (real.Steps[number - 1], real.Steps[number], real.TimeOf(number));
        var steps = new OrderSteps(order, rules, record, time);
        if (after.State == OrderState.Cancelled)
            return steps.Cancel(time);
        return after.Back is { } back && !back.Lines.Equals((before.Back ?? new OrderBack()).Lines)
            ? steps.Return(back.ByLine(), time)
            : null;
    }

    /// <summary>Without tenders that would have paid nothing: an order has none of them.</summary>
    private static EvaluationRecord Paying(EvaluationRecord decided)
    {
        if (decided.Order.Tenders.All(t => t.MinorUnits > 0))
            return decided;
        var record = decided.Clone();
        record.Order.Tenders.Clear();
        record.Order.Tenders.AddRange(decided.Order.Tenders.Where(t => t.MinorUnits > 0));
        return record;
    }

    private static Journal JournalOf(OrderDetail detail) => new() { Detail = Any.Pack(detail) };
}
