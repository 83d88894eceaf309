using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What was decided so far. A rule is tried on a copy.</summary>
internal sealed class State
{
    public required List<Line> Lines { get; init; }

    public required BigInteger Delivery { get; set; }

    /// <summary>Units of goods that are in a set of a BuyGet.</summary>
    public HashSet<(int Line, int K)> UsedUnits { get; init; } = [];

    public List<Gift> Gifts { get; init; } = [];

    public List<Giving> Givings { get; init; } = [];

    public List<Exposure> Exposures { get; init; } = [];

    public List<Miss> Misses { get; init; } = [];

    public static State Of(Order order) => new()
    {
        Lines = [.. order.Lines.OrderBy(l => l.Number).Select(Line.Of)],
        Delivery = order.DeliveryMinorUnits,
    };

    public State Copy() => new()
    {
        Lines = [.. Lines.Select(l => l.Copy())],
        Delivery = Delivery,
        UsedUnits = [.. UsedUnits],
        Gifts = [.. Gifts],
        Givings = [.. Givings],
        Exposures = [.. Exposures],
        Misses = [.. Misses],
    };

    public void BeginStage()
    {
        foreach (var line in Lines)
            line.LeftAtStage = line.Left;
    }

    public IEnumerable<Line> Matching(LineFilter? filter) => Lines.Where(l => l.Matches(filter));

    public void Miss(Rule rule, MissReason reason) => Misses.Add(new Miss { Rule = rule.Id, Reason = reason });

    public void Expose(Rule rule, MemberFacts? member, Arm arm)
    {
        if (rule.Campaign.Length > 0 && member is not null)
            Exposures.Add(new Exposure { Campaign = rule.Campaign, Rule = rule.Id, Arm = arm });
    }

    public void Take(Gift gift)
    {
        foreach (var (number, off) in gift.OffLines)
            Lines.Single(l => l.Number == number).Left -= off;
        Delivery -= gift.OffDelivery;
        if (gift.IsSomething)
            Gifts.Add(gift);
    }
}
