using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What an order adds to a counter.</summary>
internal static class Counters
{
    public static Counter Of(string id, Situation situation) => situation.Terms.Counters.Single(c => c.Id == id);

    public static int PeriodOf(Counter counter, Situation situation) => Periods.Name(counter.Period, situation.Day);

    public static BigInteger Contribution(Counter counter, Situation situation, State state)
    {
        if (situation.Event is { } happened)
            return counter.Events.Contains(happened.Type) ? 1 : 0;
        if (counter.Of == CountedBy.Events)
            return 0;
        var lines = state.Matching(counter.Lines).ToList();
        return counter.Of switch
        {
            CountedBy.Orders => lines.Count > 0 ? 1 : 0,
            CountedBy.Quantity => lines.Sum(l => l.Quantity),
            _ => lines.Sum(l => l.Left),
        };
    }
}
