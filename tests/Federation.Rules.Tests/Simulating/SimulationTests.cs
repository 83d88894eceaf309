using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>What another rule set would have given.</summary>
public sealed class SimulationTests
{
    private const int Orders = 40;

    private static readonly CoinWorth[] Worths = [new CoinWorth { Coin = "coins/star", OnValueUnits = 3 }];

    private static string Id(int number) => $"{number:x32}";

    [Fact]
    public void SameRules_GiveTheSame() => Assert.All(Enumerable.Range(1, 150), seed =>
    {
        var history = RandomHistory.Of(seed, Orders);
        AssertSame(Simulated(history.Terms, history.Records), Orders);
    });

    /// <summary>What was counted before is taken from the records.</summary>
    [Fact]
    public void SameRules_FromTheMiddleOn_GiveTheSame() => Assert.All(Enumerable.Range(1, 150), seed =>
    {
        var history = RandomHistory.Of(seed, Orders);
        AssertSame(Simulated(history.Terms, history.Records.Skip(Orders / 2)), Orders / 2);
    });

    [Fact]
    public void Batches_DoNotMatter() => Assert.All(Enumerable.Range(1, 50), seed =>
    {
        var history = RandomHistory.Of(seed, Orders);
        var draft = CompiledRuleSet.Of("", RandomHistory.Of(seed + 1000, 1).Terms);
        var simulation = new Simulation(draft, Worths);
        foreach (var batch in history.Records.Chunk((seed % 7) + 1))
        {
            foreach (var record in batch)
                simulation.Add(record);
            simulation.Report();
        }

        Assert.Equal(Simulated(draft.Terms, history.Records), simulation.Report());
    });

    [Fact]
    public void Records_AreAddedInTime()
    {
        var records = History(Tea(), [(1, 500), (1, 500)]);
        records[1].Facts.DecideTime = Given.At("2026-06-14T00:00:00Z");
        Assert.Throws<ArgumentException>(() => Simulated(Tea().Terms, records));
    }

    [Fact]
    public void DoubledFactor_DoublesWhatItGave()
    {
        var records = History(Tea().Rule("double", Gives.Times(20000)), [(1, 500), (2, 1000)]);
        var report = Simulated(Tea().Rule("double", Gives.Times(30000)).Terms, records);

        // 50 and 100 stars; once as much on top, now twice.
        Assert.Equal(
            ["double: 2 150 0 -> 2 300 0", "stars: 2 150 0 -> 2 150 0"],
            report.Rules.Select(r => $"{r.Rule}: {Text(r.Then)} -> {Text(r.Now)}"));
        Assert.Equal(("2 300 0", "2 450 0"), (Text(report.Then), Text(report.Now)));
        // 100 stars more at 3.
        Assert.Equal(
            [(Id(2), 1, 300), (Id(1), 1, 150)],
            report.LargestGains.Select(g => (Convert.ToHexStringLower(g.Member.Span), g.Orders, g.GainMinorUnits)));
        Assert.Equal((2, 0), (report.GainingMembers, report.LosingMembers));
    }

    [Fact]
    public void Budget_RunsOutAtTheOrderThatTakesTheRest()
    {
        var draft = new Given().Rule(
            "stars", r => r.Limits.Add(Gives.AtMost(120, Per.Everyone, Period.Ever, LimitedBy.Coins)),
            Gives.ByMoney(1, 10));
        draft.Terms.Limits.Add(Gives.AtMost(130, Per.Everyone, Period.Month, LimitedBy.Coins));
        var records = History(Tea(), [(1, 500), (2, 500), (1, 500), (3, 500)]);
        var report = Simulated(draft.Terms, records);

        // 50, 50, 20, nothing.
        Assert.Equal(("4 200 0", "3 120 0"), (Text(report.Then), Text(report.Now)));
        Assert.Equal(
            [
                new SimulatedBudget
                {
                    Definition = "program/everyone.month.coins", Period = Given.ThisMonth, AtMost = 130, Left = 10,
                },
                new SimulatedBudget
                {
                    Definition = "rules/stars/everyone.ever.coins", AtMost = 120, Left = 0,
                    RunOutTime = records[2].Order.OrderTime,
                },
            ],
            report.Budgets);
        Assert.Equal(
            [(Id(3), -150), (Id(1), -90)],
            report.LargestLosses.Select(g => (Convert.ToHexStringLower(g.Member.Span), g.GainMinorUnits)));
    }

    [Fact]
    public void Budget_ThatNothingUsed_IsWhole()
    {
        var draft = new Given().Rule(
            "off", r => r.Limits.Add(Gives.AtMost(9, Per.Everyone, Period.Day, LimitedBy.Times)),
            Gives.Off(DiscountScope.Order, 20, d => d.Lines = new LineFilter { Skus = { "other" } }));
        var budget = Assert.Single(Simulated(draft.Terms, History(Tea(), [(1, 500)])).Budgets);
        Assert.Equal((0, 9, 9), (budget.Period, budget.AtMost, budget.Left));
        Assert.Null(budget.RunOutTime);
    }

    [Fact]
    public void Levels_AreThoseOfTheRecords()
    {
        var records = History(WithLevels(Tea(), 1000), [(1, 1000), (1, 500), (2, 300)]);
        var draft = WithLevels(new Given(), 900).If(
            "gold", new Condition { Tier = new TierIs { Scheme = "club", Levels = { "gold" } } },
            Gives.Percent(DiscountScope.Order, 1000));
        var report = Simulated(draft.Terms, records);

        // The second order is the only one of a gold member: it earned 50 stars, and would have been 50 cheaper.
        Assert.Equal(
            ["club gold: 1 50 0 -> 1 0 50", "club basic: 2 130 0 -> 0 0 0"],
            report.Levels.OrderByDescending(l => l.Level, StringComparer.Ordinal)
                .Select(l => $"{l.Scheme} {l.Level}: {Text(l.Then)} -> {Text(l.Now)}"));
        Assert.Equal((0, 2), (report.GainingMembers, report.LosingMembers));
    }

    [Fact]
    public void Tenders_PayTheNewTotal()
    {
        var tea = Tea();
        var records = History(tea, [(1, 1000)]);
        records[0].Order.Tenders.Add(
            [
                new Tender { Kind = TenderKind.Money, MinorUnits = 600 },
                new Tender { Kind = TenderKind.Coins, MinorUnits = 400 },
            ]);
        records[0].Result = Evaluator.Evaluate(
            CompiledRuleSet.Of("", tea.Terms), records[0].Facts, records[0].Order);
        var report = Simulated(Tea().Rule("half", Gives.Percent(DiscountScope.Order, 5000)).Terms, records);

        // Money paid 600 of 1000, and pays 300 of 500.
        Assert.Equal(("1 60 0", "1 30 500"), (Text(report.Then), Text(report.Now)));
    }

    [Fact]
    public void Coupons_WithoutDefinition_AreNotThere()
    {
        var tea = WithCoupon(Tea());
        var records = History(tea, [(1, 1000)], g => g.Coupon("one", "ten", "2026-12-01T00:00:00Z"));
        var draft = WithCoupon(Tea());
        draft.Terms.Coupons.Clear();

        Assert.Equal("1 99 10", Text(Simulated(tea.Terms, records).Now));
        Assert.Equal("1 100 0", Text(Simulated(draft.Terms, records).Now));
    }

    private static Given Tea() => new Given().Rule("stars", Gives.ByMoney(1, 10));

    private static Given WithCoupon(Given given)
    {
        given.Terms.Coupons.Add(new CouponDefinition { Id = "ten", Days = 30 });
        return given.If("coupon", new Condition { Coupon = "ten" }, Gives.Off(DiscountScope.Order, 10));
    }

    private static Given WithLevels(Given given, long gold)
    {
        given.Terms.TierSchemes.Add(new TierScheme
        {
            Id = "club",
            Of = CountedBy.Money,
            Period = TierPeriod.Year,
            Levels = { new TierLevel { Id = "basic" }, new TierLevel { Id = "gold", Threshold = gold } },
        });
        return given;
    }

    /// <summary>Orders of one line each, an hour apart, decided one after the other.</summary>
    private static List<EvaluationRecord> History(
        Given by, IReadOnlyList<(int Member, long Price)> orders, Action<Given>? more = null)
    {
        var rules = CompiledRuleSet.Of("", by.Terms);
        var book = new TallyBook();
        var records = new List<EvaluationRecord>();
        foreach (var (member, price) in orders)
        {
            var given = new Given().On($"2026-06-15T{records.Count + 1:00}:00:00Z").Member(Id(member))
                .Line(1, 1, price);
            more?.Invoke(given);
            var (facts, order) = (given.Facts, given.Order);
            facts.Tallies.Add(book.ValuesFor(rules, facts, order));
            var result = Evaluator.Evaluate(rules, facts, order);
            book.Apply(result, facts, order);
            records.Add(new EvaluationRecord { Order = order, Facts = facts, Result = result });
        }
        return records;
    }

    private static SimulationReport Simulated(RuleSetTerms draft, IEnumerable<EvaluationRecord> records)
    {
        var simulation = new Simulation(CompiledRuleSet.Of("", draft), Worths);
        foreach (var record in records)
            simulation.Add(record);
        return simulation.Report();
    }

    private static void AssertSame(SimulationReport report, int orders)
    {
        Assert.Equal(orders, report.Orders);
        Assert.Equal(report.Then, report.Now);
        Assert.All(report.Rules, r => Assert.Equal(r.Then, r.Now));
        Assert.All(report.Levels, l => Assert.Equal(l.Then, l.Now));
        Assert.All(report.Segments, s => Assert.Equal(s.Then, s.Now));
        Assert.Equal((0, 0), (report.GainingMembers, report.LosingMembers));
    }

    /// <summary>Times, stars, money off.</summary>
    private static string Text(GivenSum sum) =>
        $"{sum.Times} {sum.Coins.SingleOrDefault()?.Units ?? 0} {sum.DiscountMinorUnits}";
}
