using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What became of trying a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">Why it gives nothing; none if it comes to something.</param>
/// <param name="After">The state after it.</param>
/// <param name="Gifts">What it gives.</param>
internal sealed record Attempt(Rule Rule, MissReason? Reason, State After, IReadOnlyList<Gift> Gifts)
{
    /// <summary>What BEST compares.</summary>
    public BigInteger Worth => Stages.Of(Rule) switch
    {
        Stage.Items => Gifts.Sum(g => (BigInteger)(g.Item?.Quantity ?? 0)),
        Stage.Earning or Stage.Multiplying or Stage.Fixed => Gifts.Sum(g => g.Coins?.Units ?? 0),
        _ => Gifts.Sum(g => g.Off),
    };
}
