using System.Numerics;

namespace Federation.Tests;

/// <summary>Laws of <see cref="Rate"/> with a fixed fee, held against integers without bounds.</summary>
public class RateTests(ITestOutputHelper output)
{
    private const int Rounds = 50_000;

    // pays, asks, fee, fixed fee, source -> target
    [Theory]
    [InlineData(100, 100, 0, 0, 9_007_199_254_740_993, 9_007_199_254_740_993)]
    [InlineData(100, 100, 0, 0, 1L << 62, 1L << 62)]
    [InlineData(100, 100, 0, 99, 10, 9)]
    [InlineData(100, 100, 0, 1000, 10, 0)]
    [InlineData(100, 100, 0, 1001, 10, 0)]
    [InlineData(100, 100, 0, 1L << 40, 10, 0)]
    [InlineData(100, 100, 250, 0, 40, 39)]
    [InlineData(100, 100, 250, 1, 40, 38)]
    [InlineData(3, 7, 0, 0, 7, 3)]
    [InlineData(3, 7, 0, 0, 6, 2)]
    [InlineData(1, 1, 9_999, 0, 9_999, 0)]
    [InlineData(1, 1, 9_999, 0, 10_000, 1)]
    public void ExactIn_WorkedExamples_GiveWhatTheFormulaSays(
        long offValue, long onValue, int fee, long fixedFee, long source, long target) =>
        Assert.Equal(target, new Rate(offValue, onValue, fee, fixedFee).ExactIn(source));

    // pays, asks, fee, fixed fee, target -> source
    [Theory]
    [InlineData(100, 100, 0, 0, 9_007_199_254_740_993, 9_007_199_254_740_993)]
    [InlineData(100, 100, 0, 99, 0, 0)]
    [InlineData(100, 100, 0, 99, 1, 2)]
    [InlineData(100, 100, 0, 100, 1, 2)]
    [InlineData(100, 100, 0, 101, 1, 3)]
    [InlineData(100, 100, 250, 0, 39, 40)]
    [InlineData(1, 1L << 40, 9_999, 0, 1, (1L << 40) * 10_000)]
    public void ExactOut_WorkedExamples_GiveWhatTheFormulaSays(
        long offValue, long onValue, int fee, long fixedFee, long target, long source) =>
        Assert.Equal(source, new Rate(offValue, onValue, fee, fixedFee).ExactOut(target));

    [Fact]
    public void ExactIn_AnyAmount_IsTheFormulaOrThrows() => Repeat((rate, random) =>
    {
        var source = AnyUnits(random);

        AssertExact(Gives(rate, source), () => rate.ExactIn(source));
    });

    [Fact]
    public void ExactOut_AnyAmount_IsTheFewestThatSufficeOrThrows() => Repeat((rate, random) =>
    {
        var target = AnyUnits(random);
        var fewest = Fewest(rate, target);

        Assert.True(Gives(rate, fewest) >= target);
        Assert.True(Gives(rate, fewest - 1) < target);
        AssertExact(fewest, () => rate.ExactOut(target));
    });

    [Fact]
    public void ThereAndBack_AnyAmount_FavoursTheExchangeByLessThanOneUnitsWorth() => Repeat((rate, random) =>
    {
        var source = AnyUnits(random);
        if (!Fits(Gives(rate, source)) || Gives(rate, source).IsZero)
            return;

        var target = rate.ExactIn(source);
        var needed = rate.ExactOut(target);

        Assert.InRange(needed, 1, source);
        Assert.Equal(target, rate.ExactIn(needed));
        // One target unit more would have cost more than was given.
        Assert.True(Fewest(rate, target + BigInteger.One) > source);
    });

    [Fact]
    public void Settle_AnyExchange_ConservesValueWithoutNegativeParts() => Repeat((rate, random) =>
    {
        var exactIn = random.Next(2) == 0;
        var asked = AnyUnits(random);
        var source = exactIn ? asked : Fewest(rate, asked);
        var target = exactIn ? Gives(rate, asked) : asked;
        if (!Fits(source) || !Fits(target))
            return;
        if (!Fits(source * rate.OffValue))
        {
            Assert.Throws<OverflowException>(() => rate.Settle((long)source, (long)target));
            return;
        }

        var split = rate.Settle((long)source, (long)target);

        Assert.True(split is { Gross: > 0, Value: >= 0, Fee: >= 0, Rounding: >= 0 }, split.ToString());
        Assert.Equal((BigInteger)split.Gross, (BigInteger)split.Value + split.Fee + split.Rounding);
        Assert.Equal(source * rate.OffValue, split.Gross);
        Assert.Equal(target * rate.OnValue, split.Value);
        if (target > 0)
            Assert.Equal((source * rate.OffValue * rate.FeeBasisPoints / 10_000) + rate.FixedFee, split.Fee);
    });

    [Fact]
    public void Settle_NothingGiven_TakesNoMoreFeeThanWasPaid() =>
        Assert.Equal(new SettlementSplit(30, 0, 30, 0), new Rate(10, 10, 0, 1000).Settle(3, 0));

    [Fact]
    public void Settle_MoreThanTheSourceGives_Throws()
    {
        var rate = new Rate(10, 10, 100);

        Assert.Equal(9, rate.ExactIn(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => rate.Settle(10, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => rate.Settle(10, -1));
    }

    [Fact]
    public void EveryUse_OfNoRate_Throws()
    {
        Assert.Throws<DivideByZeroException>(() => default(Rate).ExactIn(1));
        Assert.Throws<DivideByZeroException>(() => default(Rate).ExactOut(0));
        Assert.Throws<DivideByZeroException>(() => default(Rate).Settle(0, 0));
    }

    [Theory]
    [InlineData(0, 1, 0, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData((1L << 40) + 1, 1, 0, 0)]
    [InlineData(1, (1L << 40) + 1, 0, 0)]
    [InlineData(1, 1, -1, 0)]
    [InlineData(1, 1, 10_000, 0)]
    [InlineData(1, 1, 0, -1)]
    [InlineData(1, 1, 0, (1L << 40) + 1)]
    public void Construct_OutOfRange_Throws(long offValue, long onValue, int fee, long fixedFee) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(offValue, onValue, fee, fixedFee));

    [Fact]
    public void NegativeAmount_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(1, 1, 0).ExactIn(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(1, 1, 0).ExactOut(-1));
    }

    private static BigInteger Gives(Rate rate, BigInteger source) => BigInteger.Max(0,
        (source * rate.OffValue * (10_000 - rate.FeeBasisPoints)) - ((BigInteger)rate.FixedFee * 10_000))
        / ((BigInteger)rate.OnValue * 10_000);

    private static BigInteger Fewest(Rate rate, BigInteger target)
    {
        var kept = (BigInteger)rate.OffValue * (10_000 - rate.FeeBasisPoints);
        return ((((target * rate.OnValue) + rate.FixedFee) * 10_000) + kept - 1) / kept;
    }

    private static bool Fits(BigInteger units) => units <= long.MaxValue;

    private static void AssertExact(BigInteger expected, Func<long> actual)
    {
        if (Fits(expected))
            Assert.Equal(expected, actual());
        else
            Assert.Throws<OverflowException>(() => actual());
    }

    private static long AnyUnits(Random random) => AnyUpTo(random, 62);

    /// <summary>1 to 2^bits, all sizes alike, the ends often.</summary>
    private static long AnyUpTo(Random random, int bits) => random.Next(10) switch
    {
        0 => 1,
        1 => 1L << bits,
        _ => random.NextInt64(1, (1L << random.Next(1, bits + 1)) + 1),
    };

    private void Repeat(Action<Rate, Random> round)
    {
        var wish = Environment.GetEnvironmentVariable("FEDERATION_TEST_SEED");
        var seed = int.TryParse(wish, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}; FEDERATION_TEST_SEED={seed} repeats this run");
        var random = new Random(seed);
        for (var i = 0; i < Rounds; i++)
        {
            var fee = random.Next(4) switch { 0 => 0, 1 => 9_999, _ => random.Next(10_000) };
            var fixedFee = random.Next(3) == 0 ? 0 : AnyUpTo(random, 40);
            round(new Rate(AnyUpTo(random, 40), AnyUpTo(random, 40), fee, fixedFee), random);
        }
    }
}
