using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>The state of an order while it is evaluated: what is left to be paid, and what was given. An event is
/// evaluated as an order without lines.</summary>
internal sealed class OrderRun
{
    private readonly ulong[] filterKnown;
    private readonly ulong[] filterLines;
    private readonly int wordsPerFilter;
    private readonly Dictionary<(string Definition, int Period), long> tallies = [];
    private readonly Dictionary<string, string> levels = new(StringComparer.Ordinal);
    private bool[]?[]? usedUnits;
    private long[]? contributions;

    public OrderRun(CompiledRuleSet rules, Facts facts, Event happened)
        : this(rules, facts, WithoutLines(happened), new CouponPool([], happened.EventTime))
    {
        Event = happened;
        Trigger = EventTypes.NameOf(happened.Type);
        if (happened.Type.Kind == EventKind.CheckIn)
            CheckIn = CheckInRun.Of(this);
    }

    public OrderRun(CompiledRuleSet rules, Facts facts, Order order, CouponPool coupons)
    {
        (Rules, Facts, Order, Coupons) = (rules, facts, order, coupons);
        Moment = rules.Calendar.At(order.OrderTime);
        Lines = [.. order.Lines];
        Array.Sort(Lines, (a, b) => a.Number.CompareTo(b.Number));
        Keys = new LineKeys[Lines.Length];
        (List, Left, StageLeft) = (new long[Lines.Length], new long[Lines.Length], new long[Lines.Length]);
        for (var i = 0; i < Lines.Length; i++)
        {
            var line = Lines[i];
            Keys[i] = LineKeys.Of(line, rules.Words);
            List[i] = line.Quantity * line.ListMinorUnits;
            Left[i] = line.Quantity * (line.HasUnitMinorUnits ? line.UnitMinorUnits : line.ListMinorUnits);
        }
        Delivery = order.DeliveryMinorUnits;
        wordsPerFilter = Bits.WordsFor(Lines.Length);
        filterKnown = new ulong[Bits.WordsFor(rules.Filters.Count)];
        filterLines = new ulong[rules.Filters.Count * wordsPerFilter];
        LimitUse = new long[rules.LimitCount];
        foreach (var tally in facts.Tallies)
            tallies[(tally.Key.Definition, tally.Key.Period)] = tally.Units;
    }

    public CompiledRuleSet Rules { get; }

    public Facts Facts { get; }

    /// <summary>The order; of an event one without lines.</summary>
    public Order Order { get; }

    /// <summary>The event; null for an order.</summary>
    public Event? Event { get; }

    /// <summary>What rules must be on, as <see cref="EventTypes"/> names it.</summary>
    public string Trigger { get; } = EventTypes.Orders;

    /// <summary>The member's run of check-ins, of a check-in.</summary>
    public CheckInRun? CheckIn { get; }

    public MemberFacts? Member => Facts.Member;

    public CouponPool Coupons { get; }

    public LocalMoment Moment { get; }

    /// <summary>In the order of their numbers.</summary>
    public OrderLine[] Lines { get; }

    public LineKeys[] Keys { get; }

    /// <summary>Each line at list prices.</summary>
    public long[] List { get; }

    /// <summary>What is left to be paid for each line.</summary>
    public long[] Left { get; }

    /// <summary>What was left at the beginning of the stage.</summary>
    public long[] StageLeft { get; }

    /// <summary>What is left to be paid for the delivery.</summary>
    public long Delivery { get; set; }

    /// <summary>What this order has counted towards each limit of coins and money.</summary>
    public long[] LimitUse { get; }

    /// <summary>The rules that gave something, in order.</summary>
    public List<GivenRule> Given { get; } = [];

    /// <summary>Members that campaigns reached, or would have.</summary>
    public List<Exposure> Exposures { get; } = [];

    public void BeginStage() => Left.CopyTo(StageLeft, 0);

    /// <summary>Whether a line, by its place, matches a filter.</summary>
    public bool Matches(int filter, int line)
    {
        var first = filter * wordsPerFilter;
        if ((filterKnown[filter >> 6] & (1UL << (filter & 63))) == 0)
        {
            Bits.Set(filterKnown, filter);
            for (var i = 0; i < Keys.Length; i++)
            {
                if (Rules.Filters[filter].Matches(Keys[i]))
                    Bits.Set(filterLines.AsSpan(first), i);
            }
        }
        return (filterLines[first + (line >> 6)] & (1UL << (line & 63))) != 0;
    }

    /// <summary>The sum over the matching lines.</summary>
    public long Sum(int filter, long[] amounts)
    {
        var sum = 0L;
        for (var i = 0; i < amounts.Length; i++)
        {
            if (Matches(filter, i))
                sum += amounts[i];
        }
        return sum;
    }

    /// <summary>The quantity of the matching lines.</summary>
    public long Quantity(int filter)
    {
        var sum = 0L;
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Matches(filter, i))
                sum += Lines[i].Quantity;
        }
        return sum;
    }

    /// <summary>What was counted before this order.</summary>
    public long Tally(string definition, int period) => tallies.GetValueOrDefault((definition, period));

    /// <summary>What was counted in the period of the order's day.</summary>
    public long Tally(string definition, Period period) =>
        Tally(definition, Periods.FirstDay(period, Moment.Day));

    /// <summary>What this order adds to a counter, or this event. Of money only once prices are final.</summary>
    public long Contribution(CompiledCounter counter) => counter.Terms.Of switch
    {
        _ when Event is { } happened => counter.Terms.Events.Contains(happened.Type) ? 1 : 0,
        CountedBy.Events => 0,
        CountedBy.Orders => Quantity(counter.Filter) > 0 ? 1 : 0,
        CountedBy.Quantity => Quantity(counter.Filter),
        _ => (contributions ??= FinalMoney())[counter.Index],
    };

    /// <summary>The member's level in a scheme; empty without a member.</summary>
    public string LevelOf(string scheme)
    {
        if (Member is null)
            return "";
        if (!levels.TryGetValue(scheme, out var level))
        {
            var compiled = Rules.Schemes.First(s => s.Terms.Id == scheme);
            levels[scheme] = level = compiled.Terms.Levels[TierOf(compiled).Level].Id;
        }
        return level;
    }

    /// <summary>The member's level when the order is decided.</summary>
    public TierState TierOf(CompiledScheme scheme) => TierOf(scheme, period => Tally(scheme.Definition, period));

    /// <param name="scheme">The scheme.</param>
    /// <param name="counted">What was counted in the period that begins on a day.</param>
    public TierState TierOf(CompiledScheme scheme, Func<int, long> counted)
    {
        var day = Rules.Calendar.At(Facts.DecideTime ?? Order.OrderTime).Day;
        return TierLevels.Of(scheme, day, JoinedOn ?? day, Member?.TierGrants ?? [], counted);
    }

    /// <summary>The programme's day on which the member joined, if that is known.</summary>
    public int? JoinedOn => Member?.JoinTime is { } join ? Rules.Calendar.At(join).Day : null;

    public bool IsUsed(int line, int unit) => usedUnits?[line]?[unit] == true;

    public void SetUsed(IReadOnlyList<UnitOfGoods> units, bool used)
    {
        foreach (var unit in units)
        {
            usedUnits ??= new bool[]?[Lines.Length];
            (usedUnits[unit.Line] ??= new bool[Lines[unit.Line].Quantity])[unit.Number] = used;
        }
    }

    /// <summary>The units of the matching lines at what is left to be paid for them.</summary>
    public List<UnitOfGoods> UnitsOf(int filter)
    {
        var units = new List<UnitOfGoods>();
        for (var line = 0; line < Lines.Length; line++)
        {
            if (!Matches(filter, line))
                continue;
            var share = new RunningShare(Left[line], Lines[line].Quantity);
            for (var unit = 0; unit < Lines[line].Quantity; unit++)
                units.Add(new UnitOfGoods(line, unit, share.Next(1)));
        }
        return units;
    }

    private static Order WithoutLines(Event happened) => new()
    {
        Source = happened.Source,
        EventId = happened.EventId,
        Member = happened.Member,
        OrderTime = happened.EventTime,
    };

    private long[] FinalMoney() => [.. Rules.Counters.Select(c => Sum(c.Filter, Left))];
}
