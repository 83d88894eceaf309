using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Events with their figures by hand, on both evaluators.</summary>
public sealed class EventCases
{
    private static readonly EventType Walk = new() { Kind = EventKind.Named, Name = "walk" };

    /// <summary>5 each day, 30 on the seventh, again after it.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void Run_OfFifteenDays_GivesItsTableByDay(string evaluator)
    {
        var given = CheckIns(repair: false);
        var coins = Enumerable.Range(0, 15).Select(day => given.CheckIn(evaluator, day)).ToList();
        Assert.Equal(
            "1:5 2:5 3:5 4:5 5:5 6:5 7:30 8:5 9:5 10:5 11:5 12:5 13:5 14:30 15:5", string.Join(' ', coins));
    }

    [Theory]
    [InlineData("naive", false, "1:5 2:5 1:5 2:5")]
    [InlineData("engine", false, "1:5 2:5 1:5 2:5")]
    [InlineData("naive", true, "1:5 2:5 3:5 4:5")]
    [InlineData("engine", true, "1:5 2:5 3:5 4:5")]
    public void Run_WithOneDayMissed_LivesIfRepaired(string evaluator, bool repair, string expected)
    {
        var given = CheckIns(repair);
        Assert.Equal(expected, string.Join(' ', new[] { 0, 1, 3, 4 }.Select(day => given.CheckIn(evaluator, day))));
    }

    /// <summary>A second missed day ends it, and so do two days; a new run may be repaired again.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void Repair_IsOnceARun(string evaluator)
    {
        var given = CheckIns(repair: true);
        int[] days = [0, 2, 4, 5, 7, 10, 12];
        Assert.Equal(
            "1:5 2:5 1:5 2:5 3:5 1:5 2:5",
            string.Join(' ', days.Select(day => given.CheckIn(evaluator, day))));
    }

    [Theory, ClassData<EventEvaluators>]
    public void CheckIn_BeforeTheRunsLastDay_LeavesTheRun(string evaluator)
    {
        var given = CheckIns(repair: false);
        Assert.Equal(
            "1:5 0:5 2:5", string.Join(' ', new[] { 5, 3, 6 }.Select(day => given.CheckIn(evaluator, day))));
    }

    /// <summary>Every third act, purchases included: what is on events is given at an event.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void Goal_OfOrdersAndEvents_CountsBoth(string evaluator)
    {
        var given = new EventGiven(On("goal", Walk, Gives.Fixed(9)));
        given.Terms.Counters.Add(new Counter
        {
            Id = "acts",
            Of = CountedBy.Orders,
            Period = Period.Ever,
            Events = { Walk },
        });
        given.Terms.Rules[0].Condition = new Condition { Count = new CountReached { Counter = "acts", Every = 3 } };
        Assert.Equal("", given.Report(evaluator, 0, Walk).Given());
        given.Buy(evaluator);
        given.Buy(evaluator);
        Assert.Equal("goal 9 star", given.Report(evaluator, 0, Walk).Given());
        Assert.Equal("", given.Report(evaluator, 0, Walk).Given());
        Assert.Equal(5, given.Tally("counters/acts"));
    }

    /// <summary>A limit of a day, of events alone.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void Limit_OfADay_IsByTheEventsDay(string evaluator)
    {
        var rule = On("walk", Walk, Gives.Fixed(10));
        rule.Limits.Add(Gives.AtMost(1, Per.Member, Period.Day, LimitedBy.Times));
        var given = new EventGiven(rule);
        Assert.Equal(
            ["walk 10 star", "", "walk 10 star", ""],
            new[] { 1, 1, 0, 0 }.Select(day => given.Report(evaluator, day, Walk).Given()));
    }

    /// <summary>A rule on orders is not tried at an event, nor the reverse.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void Rules_AreTriedAtWhatTheyAreOn(string evaluator)
    {
        var given = new EventGiven(On("walk", Walk, Gives.Fixed(10)));
        given.Terms.Rules.Add(new Rule { Id = "order", Effects = { Gives.Fixed(7) } });
        Assert.Equal("walk 10 star", given.Report(evaluator, 0, Walk).Given());
        Assert.Equal("", given.Report(evaluator, 0, new() { Kind = EventKind.Course }).Given());
        Assert.Equal("order 7 star", given.Buy(evaluator).Given());
    }

    /// <summary>A member's first purchase is one before which there was none.</summary>
    [Theory, ClassData<EventEvaluators>]
    public void FirstPurchase_IsTheFirstAlone(string evaluator)
    {
        var given = new EventGiven(new Rule
        {
            Id = "first",
            Effects = { Gives.Fixed(100) },
            Condition = new Condition
            {
                Not = new Condition
                {
                    Count = new CountReached { Counter = "orders", AtLeast = 1, BeforeThisOrder = true },
                },
            },
        });
        given.Terms.Counters.Add(new Counter { Id = "orders", Of = CountedBy.Orders, Period = Period.Ever });
        given.Report(evaluator, 0, Walk);
        Assert.Equal("first 100 star", given.Buy(evaluator).Given());
        Assert.Equal("", given.Buy(evaluator).Given());
    }

    /// <summary>What a member is told who checked in on the days 0 and 1: the days of the run, and + if the day has its
    /// check-in.</summary>
    [Theory]
    [InlineData(false, "2+ 2 0 0")]
    [InlineData(true, "2+ 2 2 0")]
    public void Status_SaysWhetherTheRunGoesOn(bool repair, string expected)
    {
        var given = CheckIns(repair);
        Assert.Equal("0", given.RunOn(0));
        given.CheckIn("engine", 0);
        given.CheckIn("engine", 1);
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(1, 4).Select(given.RunOn)));
    }

    private static EventGiven CheckIns(bool repair)
    {
        var effect = Gives.Fixed(5);
        effect.Earn.Table = new EventTable
        {
            By = EventAttribute.RunDay,
            Rows = { new EventTableRow { Key = "7", Units = 30 } },
        };
        var given = new EventGiven(On("check-in", new EventType { Kind = EventKind.CheckIn }, effect));
        given.Terms.CheckIns = new CheckIns { CycleDays = 7, Repair = repair };
        return given;
    }

    private static Rule On(string id, EventType type, Effect effect) => new()
    {
        Id = id,
        On = new Trigger { Events = { type } },
        Effects = { effect },
    };
}
