using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>What check-ins of this day and the next ones would give a member who misses none of them, if nothing else
/// changed: each is evaluated as it would be, after what the ones before it move. Deterministic, no I/O.</summary>
/// <param name="rules">The rule set.</param>
/// <param name="facts">What is known of the member, and on-values of coins; without tallies.</param>
/// <param name="now">The moment of the first one; those of later days are at the same time of day.</param>
public sealed class CheckInForecast(CompiledRuleSet rules, Facts facts, Timestamp now)
{
    private const int SecondsPerDay = 86_400;

    // The name of an event decides nothing.
    private const string Unnamed = "forecast";

    private readonly int today = rules.Calendar.At(now).Day;

    /// <summary>The tallies that the forecast rests on, none twice; they do not depend on what was counted.</summary>
    /// <param name="first">The first day, counted from the present one on.</param>
    /// <param name="count">How many days.</param>
    public IReadOnlyList<TallyKey> Tallies(int first, int count) =>
        [.. Enumerable.Range(first, count).SelectMany(n => TallyReads.Of(rules, FactsOn(n), EventOn(n))).Distinct()];

    /// <summary>What each of them would give.</summary>
    /// <param name="first">The first day, counted from the present one on.</param>
    /// <param name="count">How many days.</param>
    /// <param name="counted">Those of <see cref="Tallies"/>; what is missing is 0.</param>
    public IEnumerable<CheckInDay> Days(int first, int count, IReadOnlyDictionary<TallyKey, long> counted)
    {
        var tallies = counted.ToDictionary();
        for (var n = first; n < first + count; n++)
        {
            var known = FactsOn(n);
            known.Tallies.AddRange(
                tallies.Where(t => t.Value != 0).Select(t => new TallyValue { Key = t.Key, Units = t.Value }));
            var result = Evaluator.Evaluate(rules, known, EventOn(n));
            foreach (var move in result.Tallies.Concat(result.TalliesWhenEarned))
                tallies[move.Key] = move.MovesCase == TallyMove.MovesOneofCase.Set
                    ? move.Set
                    : checked(tallies.GetValueOrDefault(move.Key) + move.Add);
            Words.Add(result, rules);
            yield return new CheckInDay
            {
                Date = Federation.Rules.Days.ToDate(today + n),
                RunDays = result.RunDays,
                Coins = { result.Coins },
                Words = { result.Awards.Select(a => a.Words) },
            };
        }
    }

    private Facts FactsOn(int n)
    {
        var known = facts.Clone();
        known.Tallies.Clear();
        known.DecideTime = TimeOn(n);
        return known;
    }

    private Event EventOn(int n) => new()
    {
        Source = Unnamed,
        EventId = Unnamed,
        Type = new EventType { Kind = EventKind.CheckIn },
        EventTime = TimeOn(n),
        ByMember = true,
    };

    private Timestamp TimeOn(int n)
    {
        if (n == 0)
            return now;
        // Where clocks are changed the same time of day may be on another day.
        var time = new Timestamp { Seconds = now.Seconds + (n * (long)SecondsPerDay) };
        return rules.Calendar.At(time).Day == today + n ? time : rules.Calendar.StartOf(today + n);
    }
}
