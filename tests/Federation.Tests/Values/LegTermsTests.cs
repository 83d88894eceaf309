namespace Federation.Tests;

/// <summary>The laws of a leg that is taken in parts, on random boards.</summary>
public sealed class LegTermsTests(ITestOutputHelper output)
{
    [Fact]
    public void UpTo_AnyPlace_LeavesTheAllianceItsFeeAndAddsUpToTheWhole()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var rate = new Rate(random.Next(1, 400), random.Next(1, 400), random.Next(0, 3_000), random.Next(0, 50));
            var gives = random.Next(1, 300);
            var paid = rate.ExactOut(gives);
            var split = rate.Settle(paid, gives);
            var terms = new LegTerms(paid, gives, rate.OffValue, rate.OnValue, split.Fee);
            Assert.Equal(default, terms.UpTo(0));
            Assert.Equal(new LegAmounts(paid, gives, split.Gross, split.Value, split.Fee), terms.UpTo(gives));
            for (var units = 0; units <= gives; units++)
            {
                var amounts = terms.UpTo(units);
                Assert.True(amounts.Rounding >= 0 && amounts.Fee >= 0, $"{terms} at {units}: {amounts}");
                // No coin more than the units need, and no unit without its part of a coin.
                Assert.InRange(
                    amounts.Paid * (decimal)gives, paid * (decimal)units, (paid * (decimal)units) + gives - 1);
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void UpTo_OutsideTheLeg_IsRefused(long units) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LegTerms(1, 3, 300, 100, 0).UpTo(units));
}
