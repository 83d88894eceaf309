using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>A limit with what it belongs to.</summary>
/// <param name="Owner">What its name begins with: <c>rules/{id}</c>, <c>campaigns/{id}</c> or
/// <c>program</c>.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Covers">Which rules it is about.</param>
internal sealed record BoundLimit(string Owner, Limit Limit, Func<Rule, bool> Covers)
{
    public string Definition => $"{Owner}/{Limit.Per}.{Limit.Period}.{Limit.Of}".ToLowerInvariant();

    public bool IsPause => Limit.Period == Programs.V1.Period.Cooldown;

    /// <summary>Whether it can be counted for an order.</summary>
    public bool Applies(Situation situation) => Limit.Per switch
    {
        Per.Payer => !situation.Order.PayerHash.IsEmpty,
        Per.Member => situation.Member is not null,
        _ => true,
    };

    public int PeriodOf(Situation situation) => Periods.Name(Limit.Period, situation.Day);

    public BigInteger Tally(Situation situation) =>
        Limit.Per == Per.Order ? 0 : situation.Tally(Definition, Limit.Per, PeriodOf(situation));

    /// <summary>Whether it lets a rule be given once more.</summary>
    public bool Allows(Situation situation)
    {
        var tally = Tally(situation);
        return Limit.Of != LimitedBy.Times
            || (IsPause ? tally.IsZero || situation.Day.Number() - tally >= Limit.AtMost : tally < Limit.AtMost);
    }

    /// <summary>What awards count of it.</summary>
    public BigInteger Counted(IEnumerable<Gift> gifts, Situation situation)
    {
        var covered = gifts.Where(g => Covers(g.Rule)).ToList();
        return Limit.Of switch
        {
            LimitedBy.Times => covered.Count > 0 ? 1 : 0,
            LimitedBy.Coins => covered.Sum(g => g.Coins?.Units ?? 0),
            _ => covered.Where(g => Stages.IsDiscount(Stages.Of(g.Rule))).Sum(g => g.Off)
                + covered.Where(g => g.Coins is not null).Sum(g => Worth.Of(g.Coins!, situation)),
        };
    }

    /// <summary>What is left of it after what this order counted already.</summary>
    public BigInteger Room(IEnumerable<Gift> gifts, Situation situation) =>
        BigInteger.Max(0, Limit.AtMost - Tally(situation) - Counted(gifts, situation));
}
