using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Programs;

/// <summary>What a member may know of a decision about its order. Pure.</summary>
internal static class OwnEvaluation
{
    /// <summary>The order and what it came to, with the words of each award. What the brand decides by stays the
    /// brand's: its rules, what it knows of the member, what it counts of everybody, and its experiments.</summary>
    public static EvaluationRecord Of(EvaluationRecord record)
    {
        var own = new EvaluationRecord
        {
            RuleSet = record.RuleSet,
            Order = record.Order.Clone(),
            Result = record.Result.Clone(),
        };
        (own.Order.Member, own.Order.PayerHash) = (ResourceNames.Me, ByteString.Empty);
        own.Result.Tallies.Clear();
        own.Result.TalliesWhenEarned.Clear();
        own.Result.Exposures.Clear();
        return own;
    }
}
