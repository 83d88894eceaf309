using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Rules;

/// <summary>
/// Says what a draft would have given for orders and events that were decided by other rule sets. Deterministic, no
/// I/O: the same records give the same report, in however many batches they are added and whenever it is asked for. Not
/// for several threads.
/// </summary>
public sealed class Simulation
{
    private readonly TallyBook book = new();
    private readonly OpeningTallies openings = new();
    private readonly Replay replay;
    private readonly BudgetWatch budgets;
    private readonly MemberGains gains;
    private readonly Compared all = new();
    private readonly SortedDictionary<string, Compared> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Scheme, string Level), Compared> levels = [];
    private readonly SortedDictionary<string, Compared> segments = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(IReadOnlyList<TallyMove> Moves, EvaluationRecord Of), DateTimeOffset> later = new();
    private Timestamp last = new();
    private long orders;
    private long events;

    /// <param name="draft">The rule set, without findings of the guard that are errors.</param>
    /// <param name="worths">What coins are worth, each coin once, where a record does not say it: for limits in money,
    /// and for who gains and loses. Coins of which nothing is said are worth nothing.</param>
    public Simulation(CompiledRuleSet draft, IReadOnlyList<CoinWorth> worths)
    {
        replay = new Replay(draft, worths);
        budgets = new BudgetWatch(draft, book);
        gains = new MemberGains(worths, draft.Terms.SettlementUnitsPerMinorUnit);
        foreach (var rule in draft.Rules)
            rules[rule.Id] = new Compared();
    }

    /// <summary>Adds the next record.</summary>
    /// <returns>What the draft would have recorded of it.</returns>
    /// <exception cref="ArgumentException">It was decided before the one that was added last: tallies would be those of
    /// the future.</exception>
    public EvaluationRecord Add(EvaluationRecord record)
    {
        Go(record);
        _ = record.Event is null ? orders++ : events++;
        var decided = replay.Decide(record, book);
        var now = decided.Result;
        book.Apply(now, record);
        budgets.Look(now.Tallies.Select(t => t.Key), TimeOf(record));
        Count(record, now);
        return decided;
    }

    /// <summary>Takes the next record as it was decided: it is counted in tallies, and not in the report.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public void Keep(EvaluationRecord record)
    {
        Go(record);
        book.Apply(record.Result, record);
    }

    /// <summary>Moves tallies as the return of an order does that was added, once records are added that were decided
    /// at this time or later.</summary>
    /// <param name="time">When the goods came back.</param>
    /// <param name="moves">The moves, all of which add.</param>
    /// <param name="record">The order.</param>
    public void MoveLater(DateTimeOffset time, IReadOnlyList<TallyMove> moves, EvaluationRecord record) =>
        later.Enqueue((moves, record), time);

    /// <summary>What the records that were added so far come to. More may be added afterwards.</summary>
    public SimulationReport Report()
    {
        var report = new SimulationReport
        {
            Orders = orders,
            Events = events,
            Then = all.Then.Sum(),
            Now = all.Now.Sum(),
            Rules =
            {
                rules.Select(
                    r => new SimulatedRule { Rule = r.Key, Then = r.Value.Then.Sum(), Now = r.Value.Now.Sum() }),
            },
            Levels =
            {
                levels.OrderBy(l => l.Key.Scheme, StringComparer.Ordinal)
                    .ThenBy(l => l.Key.Level, StringComparer.Ordinal).Select(l => new SimulatedLevel
                    {
                        Scheme = l.Key.Scheme,
                        Level = l.Key.Level,
                        Then = l.Value.Then.Sum(),
                        Now = l.Value.Now.Sum(),
                    }),
            },
            Segments =
            {
                segments.Select(
                    s => new SimulatedSegment { Segment = s.Key, Then = s.Value.Then.Sum(), Now = s.Value.Now.Sum() }),
            },
            Budgets = { budgets.Report() },
        };
        gains.Write(report);
        return report;
    }

    private void Go(EvaluationRecord record)
    {
        var decided = record.Facts.DecideTime ?? TimeOf(record);
        if (decided.CompareTo(last) < 0)
            throw new ArgumentException("Records are added in the order in which they were decided.", nameof(record));
        last = decided;
        while (later.TryPeek(out var next, out var time) && time <= decided.ToDateTimeOffset())
        {
            later.Dequeue();
            book.Apply(next.Moves, next.Of.Facts.Member?.Id ?? ByteString.Empty, TallyBook.PayerOf(next.Of));
        }
        Open(record);
    }

    private void Open(EvaluationRecord record)
    {
        var opened = openings.Of(record);
        foreach (var value in opened)
            book.Open(value, record.Facts.Member?.Id ?? ByteString.Empty, TallyBook.PayerOf(record));
        budgets.Look(opened.Select(v => v.Key), TimeOf(record));
    }

    private void Count(EvaluationRecord record, Evaluation now)
    {
        var then = record.Result;
        all.Add(then, now);
        foreach (var rule in then.Awards.GroupBy(a => a.Rule))
            At(rules, rule.Key).Then.Add(rule);
        foreach (var rule in now.Awards.GroupBy(a => a.Rule))
            At(rules, rule.Key).Now.Add(rule);
        foreach (var tier in then.Tiers)
            At(levels, (tier.Scheme, tier.Level)).Add(then, now);
        if (record.Facts.Member is not { } member)
            return;
        gains.Add(record.Facts, then, now);
        foreach (var segment in member.Segments)
            At(segments, segment).Add(then, now);
    }

    private static Timestamp TimeOf(EvaluationRecord record) => record.Event?.EventTime ?? record.Order.OrderTime;

    private static Compared At<T>(IDictionary<T, Compared> groups, T key)
    {
        if (!groups.TryGetValue(key, out var group))
            groups[key] = group = new Compared();
        return group;
    }
}
