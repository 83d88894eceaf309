using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>What a member may know of a decision about its order, or about an event. Pure.</summary>
internal static class OwnEvaluation
{
    /// <summary>The order and what it came to, with the words of each award. What the brand decides by stays the
    /// brand's: its rules, what it knows of the member, what it counts of everybody, what it
    /// finds suspicious, and its experiments.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rules">The rule set by which it was decided.</param>
    public static EvaluationRecord Of(EvaluationRecord record, CompiledRuleSet rules)
    {
        var own = new EvaluationRecord
        {
            RuleSet = record.RuleSet,
            Order = record.Order?.Clone(),
            Event = record.Event?.Clone(),
            Result = record.Result.Clone(),
        };
        if (own.Order is { } order)
            (order.Member, order.PayerHash, order.DeviceHash, order.Employee) =
                (ResourceNames.Me, ByteString.Empty, ByteString.Empty, "");
        else
            own.Event!.Member = ResourceNames.Me;
        LeaveOut(own.Result);
        Words.Add(own.Result, rules);
        return own;
    }

    /// <summary>Leaves out what is the brand's own of what an order or an event came to.</summary>
    public static void LeaveOut(Evaluation result)
    {
        result.Tallies.Clear();
        result.TalliesWhenEarned.Clear();
        result.Exposures.Clear();
        result.Risks.Clear();
    }
}
