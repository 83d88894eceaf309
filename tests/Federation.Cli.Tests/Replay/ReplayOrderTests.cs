using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli.Tests;

public sealed class ReplayOrderTests
{
    private const string Member = "members/5feceb66-ffc8-4f38-9952-786c6d696c79";
    private static readonly Timestamp Day =
        Timestamp.FromDateTime(new DateTime(2010, 12, 1, 0, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void Of_MoneyAlone_IsOneTender()
    {
        var order = ReplayOrder.Of(Row(1_530, "dune"), Member, null, Day).Order;
        Assert.Equal(
            ("store", "536365-dune", Member, Day), (order.Source, order.EventId, order.Member, order.OrderTime));
        var tender = Assert.Single(order.Tenders);
        Assert.Equal((TenderKind.Money, 1_530), (tender.Kind, tender.MinorUnits));
    }

    [Fact]
    public void Of_CoinsOfAnotherBrand_AreATenderThatNamesThePayment()
    {
        var order = ReplayOrder.Of(Row(1_530, "dune"), Member, new Payment("exchanges/1", 3), Day).Order;
        Assert.Equal(
            [(TenderKind.Money, 1_528, ""), (TenderKind.Exchange, 2, "exchanges/1")],
            order.Tenders.Select(t => (t.Kind, t.MinorUnits, t.Exchange)));
    }

    [Fact]
    public void Of_CoinsWorthLessThanAPenny_PayNothing()
    {
        var order = ReplayOrder.Of(Row(1_530, "birch"), Member, new Payment("exchanges/1", 1), Day).Order;
        Assert.Equal(TenderKind.Money, Assert.Single(order.Tenders).Kind);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Of_IdThatNoOrderCanHave_HasAnotherOne(string id)
    {
        var (first, second) = (Row(100, "aster", id), Row(100, "aster", id + "2"));
        Assert.Equal(36, ReplayOrder.Of(first, Member, null, Day).Order.EventId.Length);
        Assert.Equal(ReplayOrder.NameOf(first), ReplayOrder.NameOf(first));
        Assert.NotEqual(ReplayOrder.NameOf(first), ReplayOrder.NameOf(second));
    }

    /// <summary>The programme gives what the replay is defined to earn, whoever pays how much of it.</summary>
    [Fact]
    public void Terms_AnyPurchase_EarnAsDefined()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        foreach (var brand in ReplayAlliance.Brands)
        {
            var rules = CompiledRuleSet.Of("", ReplayTerms.Of(brand));
            var facts = new Facts { DecideTime = Day, Member = new MemberFacts() };
            for (var i = 0; i < 500; i++)
            {
                var row = Row(random.NextInt64(100, i < 250 ? 1_000 : 1_000_000_000_001), brand.Id);
                var redeemed = random.NextInt64(0, RowDecision.Wanted(row.AmountPence, brand) + 1);
                var order = ReplayOrder.Of(row, Member, new Payment("exchanges/1", redeemed), Day).Order;
                Assert.Empty(OrderForm.Check(order, rules.Terms));
                var result = Evaluator.Evaluate(rules, facts, order);
                Assert.Equal(result.TotalMinorUnits, order.Tenders.Sum(t => t.MinorUnits));
                Assert.True(
                    RowDecision.Earned(row.AmountPence, redeemed, brand) == result.Coins.Sum(c => c.Units),
                    $"seed {seed}: {row.AmountPence} pence at {brand.Id}, {redeemed} redeemed");
            }
        }
    }

    [Fact]
    public void Terms_Guard_FindsNothing()
    {
        foreach (var brand in ReplayAlliance.Brands)
        {
            var worth = new CoinWorth { Coin = brand.Coin, OnValueUnits = brand.OnValue };
            var report = RuleSetGuard.Check(ReplayTerms.Of(brand), [worth]);
            Assert.Empty(report.Findings);
            Assert.Equal(brand.OnValue, report.GiveAwayBasisPoints);
        }
    }

    [Fact]
    public void IsOf_OtherTimeZoneData_SaysTheSame()
    {
        var aster = ReplayAlliance.Find("aster")!;
        var terms = ReplayTerms.Of(aster);
        terms.TimeZoneVersion = "2026a";
        Assert.True(ReplayTerms.IsOf(aster, terms));
        terms.HoldbackDays = 7;
        Assert.False(ReplayTerms.IsOf(aster, terms));
    }

    private static Purchase Row(long pence, string brand, string id = "536365-dune") =>
        new(2, id, Day.ToDateTimeOffset(), "17850", ReplayAlliance.Find(brand)!, pence);
}
