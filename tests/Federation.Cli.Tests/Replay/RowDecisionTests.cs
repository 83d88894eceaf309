
namespace Federation.Cli.Tests;

public sealed class RowDecisionTests
{
    // pence   at      offers (brand:available:gives)            -> source, pay, amount
    [Theory]
    [InlineData(10_000, "birch", "", null, null, null)]
    [InlineData(10_000, "birch", "aster:499:880", null, null, null)]
    [InlineData(10_000, "birch", "aster:500:891", "aster", 500L, null)]
    [InlineData(1_000, "birch", "aster:500:891", "aster", 500L, null)]
    [InlineData(890, "birch", "aster:500:891", "aster", null, 890L)]
    [InlineData(891, "birch", "aster:500:891", "aster", null, 890L)]
    [InlineData(892, "birch", "aster:500:891", "aster", 500L, null)]
    [InlineData(10_000, "aster", "dune:600:451 cedar:500:841", "cedar", 500L, null)]
    [InlineData(10_000, "aster", "dune:600:451 cedar:499:841", "dune", 600L, null)]
    [InlineData(10_000, "aster", "aster:9000:9000 dune:500:376", "dune", 500L, null)]
    [InlineData(1, "aster", "dune:500:376", null, null, null)]
    [InlineData(0, "aster", "dune:500:376", null, null, null)]
    [InlineData(10_000, "cedar", "birch:500:0", null, null, null)]
    public void PlanPayment_Offers_ChoosesAsDefined(
        long pence, string at, string offers, string? source, long? pay, long? amount)
    {
        var plan = RowDecision.PlanPayment(pence, ReplayAlliance.Find(at)!, Offers(offers));
        PaymentPlan? expected = source is null ? null
            : pay is { } given ? new PaymentPlan.Give(source, given) : new PaymentPlan.Get(source, amount!.Value);
        Assert.Equal(expected, plan);
    }

    [Theory]
    [InlineData(10_000, 0, "aster", 100)]
    [InlineData(99, 0, "aster", 0)]
    [InlineData(10_000, 891, "birch", 95)]    // 891 x 50 = 44,550 units = 445 pence; 9,555 pence are paid
    [InlineData(1_530, 3, "dune", 15)]        // 3 x 80 = 240 units = 2 pence; 1,528
    [InlineData(0, 0, "dune", 0)]
    public void Earned_Purchase_IsOneForEachWholePoundOfMoneyPaid(long pence, long redeemed, string at, long earned) =>
        Assert.Equal(earned, RowDecision.Earned(pence, redeemed, ReplayAlliance.Find(at)!));

    [Theory]
    [InlineData(-99, 0)]
    [InlineData(-100, 1)]
    [InlineData(-12_345, 123)]
    public void ClawedBack_Refund_IsOneForEachWholePound(long pence, long coins) =>
        Assert.Equal(coins, RowDecision.ClawedBack(pence));

    [Fact]
    public void SurelyLeavesCommand_AnyPurchase_IsNeverWrong()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++)
        {
            var at = ReplayAlliance.Brands[random.Next(4)];
            var pence = random.Next(0, 1_000);
            var redeemed = random.NextInt64(0, RowDecision.Wanted(pence, at) + 1);
            if (RowDecision.SurelyLeavesCommand(pence))
                Assert.True(RowDecision.Earned(pence, redeemed, at) > 0,
                    $"seed {seed}: {pence} pence at {at.Id}, {redeemed} redeemed");
        }
    }

    private static IEnumerable<Offer> Offers(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(o => o.Split(':')).Select(o => new Offer(o[0], long.Parse(o[1]), long.Parse(o[2])));
}
