using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>A random rule set with rules on events too, an event, and facts for it.</summary>
internal sealed record RandomEventCase(
    int Seed, RuleSetTerms Terms, Facts Facts, Event Event, IReadOnlySet<string> LeftOut)
{
    public static RandomEventCase Of(int seed)
    {
        var dice = new Dice(seed);
        var zone = dice.One(RandomTimes.Zones);
        var time = RandomTimes.Around(dice, zone);
        var frame = new RandomFrame(dice, RandomRuleSets.Of(dice, zone, time), time);
        var types = dice.Some(RandomEvents.Types, 3);
        RandomEvents.AddTo(frame, types);
        var happened = RandomEvents.Of(frame, types);
        var order = new Order { Source = happened.Source, EventId = "1", OrderTime = happened.EventTime };
        var facts = RandomFacts.Of(frame, order);
        while (facts.Member is null)
            facts = RandomFacts.Of(frame, order);
        facts.Coupons.Clear();
        if (dice.Chance(70))
            AddRun(frame, facts);
        happened.Member = "members/" + new Guid(facts.Member.Id.ToByteArray(), bigEndian: true);
        var leftOut = frame.Terms.Rules.Select(r => r.Id).Where(_ => dice.Chance(2)).ToHashSet();
        return new RandomEventCase(seed, frame.Terms, facts, happened, leftOut);
    }

    public Evaluation Naive(bool withMisses = false) =>
        NaiveEvaluator.Evaluate(Terms, Facts, Event, LeftOut, withMisses);

    /// <summary>The last check-in was some days ago, or later than this event.</summary>
    private static void AddRun(RandomFrame frame, Facts facts)
    {
        var dice = frame.Dice;
        Add("check-ins/run", dice.Between(1, 9));
        Add("check-ins/day", frame.Day.Number() - dice.Between(-1, 3));
        if (dice.Chance(40))
            Add("check-ins/repaired", 1);

        void Add(string definition, long units) => facts.Tallies.Add(new TallyValue
        {
            Key = new TallyKey { Definition = definition, Per = Per.Member, Period = 0 },
            Units = units,
        });
    }
}
