using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>A random rule set with an order and facts for it.</summary>
internal sealed record RandomCase(
    int Seed, RuleSetTerms Terms, Facts Facts, Order Order, IReadOnlySet<string> LeftOut)
{
    public static RandomCase Of(int seed)
    {
        var dice = new Dice(seed);
        var zone = dice.One(RandomTimes.Zones);
        var time = RandomTimes.Around(dice, zone);
        var frame = new RandomFrame(dice, RandomRuleSets.Of(dice, zone, time), time);
        var order = RandomOrders.Of(frame);
        var facts = RandomFacts.Of(frame, order);
        if (facts.Member is { } member)
            order.Member = "members/" + new Guid(member.Id.ToByteArray(), bigEndian: true);
        var leftOut = frame.Terms.Rules.Select(r => r.Id).Where(_ => dice.Chance(2)).ToHashSet();
        var random = new RandomCase(seed, frame.Terms, facts, order, leftOut);
        if (dice.Chance(60))
            random.AddTenders(dice);
        return random;
    }

    public Evaluation Naive(bool withMisses = false) =>
        NaiveEvaluator.Evaluate(Terms, Facts, Order, LeftOut, withMisses);

    /// <summary>Tenders pay what the order comes to, which a condition on them may change: then it is split
    /// anew.</summary>
    private void AddTenders(Dice dice)
    {
        for (var i = 0; i < 4; i++)
        {
            var total = Naive().TotalMinorUnits;
            if (Order.Tenders.Count > 0 && Order.Tenders.Sum(t => t.MinorUnits) == total)
                return;
            Order.Tenders.Clear();
            Order.Tenders.Add(RandomOrders.Tenders(dice, total));
        }
        if (Order.Tenders.Sum(t => t.MinorUnits) != Naive().TotalMinorUnits)
            Order.Tenders.Clear();
    }
}
