using System.Diagnostics;
using System.Numerics;

namespace Federation.Exchange.Tests;

public class ArbitrageProofTests(ITestOutputHelper output)
{
    /// <summary>
    /// R. Sedgewick and K. Wayne, Algorithms, 4th ed., section 4.4, "Arbitrage in currency exchange": the rates of
    /// rates.txt, where 1000 USD become 741 EUR, 1012.206 CAD and then 1007.14497 USD.
    /// </summary>
    private static readonly decimal?[][] SedgewickWayne =
    [
        [1m, 0.741m, 0.657m, 1.061m, 1.005m],
        [1.349m, 1m, 0.888m, 1.433m, 1.366m],
        [1.521m, 1.126m, 1m, 1.614m, 1.538m],
        [0.942m, 0.698m, 0.619m, 1m, 0.953m],
        [0.995m, 0.732m, 0.650m, 1.049m, 1m],
    ];

    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "CHF", "CAD"];

    [Fact]
    public void SedgewickAndWayne_FiveCurrencies_AreACycle()
    {
        var board = Boards.OfTable(Currencies, SedgewickWayne);

        var cycle = AssertCycle(board);

        Assert.NotNull(cycle.ProfitableUnits);
        Assert.Equal(new Fraction(100_714_497, 100_000_000), Boards.Product(board, ["USD", "EUR", "CAD"]));
    }

    [Fact]
    public void SedgewickAndWayne_ThreeOfThem_AreTheKnownCycle()
    {
        int[] some = [0, 1, 4];
        var board = Boards.OfTable(
            [.. some.Select(i => Currencies[i])],
            [.. some.Select(i => some.Select(j => SedgewickWayne[i][j]).ToArray())]);

        var cycle = AssertCycle(board);

        Assert.Equal(["CAD", "EUR", "USD"], cycle.Path.Order());
        Assert.Equal("EUR", cycle.Path[(cycle.Path.ToList().IndexOf("USD") + 1) % 3]);
        Assert.Equal(new Fraction(100_714_497, 100_000_000), cycle.Product);
    }

    /// <summary>
    /// T. Cormen, C. Leiserson, R. Rivest and C. Stein, Introduction to Algorithms, 3rd ed., problem 24-3 "Arbitrage":
    /// a dollar buys 49 rupees, a rupee 2 yen, a yen 0.0107 dollars; 49 * 2 * 0.0107 = 1.0486.
    /// </summary>
    [Fact]
    public void Cormen_DollarRupeeYen_AreACycle()
    {
        var board = Boards.OfTable(
            ["USD", "INR", "JPY"],
            [[null, 49m, null], [null, null, 2m], [0.0107m, null, null]]);

        var cycle = AssertCycle(board);

        Assert.Equal(new Fraction(10_486, 10_000), cycle.Product);
        Assert.Equal(3, cycle.Path.Count);
    }

    /// <summary>The same with a fee of 1.58 % on each conversion: 1.0486 * 0.9842^3 = 0.99969, so it is safe.</summary>
    [Theory]
    [InlineData(156, false)]
    [InlineData(158, true)]
    public void Fee_OnEachStep_MakesACycleSafe(int fee, bool safe)
    {
        var plain = Boards.OfTable(
            ["USD", "INR", "JPY"],
            [[null, 49m, null], [null, null, 2m], [0.0107m, null, null]]);
        var board = new RateBoard(1, Boards.Currency, new(fee, 0), plain.Values, overrides: plain.Overrides);

        if (safe)
            AssertSafe(board);
        else
            AssertCycle(board);
    }

    [Fact]
    public void PairFees_Alone_DecideToo()
    {
        RateBoard With(int fee) => new(1, Boards.Currency, new(500, 0),
            [new("ash", new(100, 104)), new("elm", new(100, 104))],
            pairFees: [new(new("ash", "elm"), new(fee, 0)), new(new("elm", "ash"), new(fee, 0))]);

        AssertSafe(With(500));
        AssertSafe(With(385));
        Assert.Equal(2, AssertCycle(With(384)).Path.Count);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(5, 0)]
    [InlineData(40, 0)]
    [InlineData(40, 1)]
    public void EqualityBoard_EveryCycleReturnsExactlyWhatItTook_IsSafe(int count, int skip)
    {
        var random = new Random(Boards.AnySeed(output));
        var worth = Enumerable.Range(0, count).Select(_ => random.NextInt64(1, 1L << 19)).ToArray();
        var overrides =
            from i in Enumerable.Range(0, count)
            from j in Enumerable.Range(0, count)
            where i != j && (skip == 0 || random.Next(2) == 0)
            let scale = random.NextInt64(1, 1L << 20)
            select ($"c{i:00}", $"c{j:00}", worth[i] * scale, worth[j] * scale);
        var board = Boards.Of([.. worth.Select((w, i) => ($"c{i:00}", w, w))], [.. overrides]);

        AssertSafe(board);
    }

    // A round of two steps returns 1 - 2^-60 of what it took, all of it, or 1 + 2^-60 about.
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void NearEquality_AHairAround_IsDecidedExactly(long hair, bool safe)
    {
        // (2^30 + 1) / 2^30 * (2^30 - 1) / 2^30 = 1 - 2^-60, and the inverse of that.
        const long Base = 1L << 30;
        (string, string, long, long)[] overrides = hair switch
        {
            -1 => [("ash", "elm", Base + 1, Base), ("elm", "ash", Base - 1, Base)],
            0 => [("ash", "elm", Base + 1, Base), ("elm", "ash", Base, Base + 1)],
            _ => [("ash", "elm", Base, Base - 1), ("elm", "ash", Base, Base + 1)],
        };
        var board = Boards.Of([("ash", 7, 7), ("elm", 7, 7)], overrides);

        if (safe)
        {
            AssertSafe(board);
            return;
        }
        var cycle = AssertCycle(board);
        Assert.Equal(new Fraction(BigInteger.One << 60, (BigInteger.One << 60) - 1), cycle.Product);
    }

    [Fact]
    public void NearEquality_LongCycle_IsFoundThroughExactPasses()
    {
        // Thirty coins in a ring at par, one step of it better by 2^-40: nothing that floating point would tell.
        const int Count = 30;
        const long Base = 1L << 39;
        var overrides = Enumerable.Range(0, Count).Select(i =>
            ($"c{i:00}", $"c{(i + 1) % Count:00}", i == 17 ? Base + 1 : Base, Base));
        var board = Boards.Of([.. Enumerable.Range(0, Count).Select(i => ($"c{i:00}", Base, Base))], [.. overrides]);

        var cycle = AssertCycle(board);

        Assert.Equal(new Fraction(Base + 1, Base), cycle.Product);
    }

    [Fact]
    public void NoPasses_WhereOnlyExactnessDecides_IsUndecided()
    {
        var board = Boards.Of([("ash", 7, 7), ("elm", 9, 9)], [("ash", "elm", 14, 18)]);

        Assert.IsType<ArbitrageProof.Undecided>(ArbitrageProof.Of(board, exactPasses: 0));
        AssertSafe(board);
    }

    [Fact]
    public void BoardOfNoneOrOne_IsSafe()
    {
        AssertSafe(Boards.Of([]));
        AssertSafe(Boards.Of([("ash", 1, 100)]));
    }

    [Fact]
    public void CoinThatPaysTooMuch_IsSafeWhereTheOthersTakeItBack()
    {
        // What the guard of single coins refuses: ash gains 1 %, but every way back loses 2 %.
        AssertSafe(Boards.Of([("ash", 100, 101), ("elm", 100, 98), ("oak", 100, 98)]));
        AssertCycle(Boards.Of([("ash", 100, 101), ("elm", 100, 98), ("oak", 100, 100)]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RandomBoards_AgainstAllSimpleCycles_AgreeExactly(bool tight)
    {
        var random = new Random(Boards.AnySeed(output));
        var (safe, unsafe_) = (0, 0);
        for (var i = 0; i < 3_000; i++)
        {
            var board = tight ? TightBoard(random) : LooseBoard(random);
            if (Boards.GreatestProduct(board) <= Fraction.One)
            {
                AssertSafe(board);
                safe++;
            }
            else
            {
                AssertCycle(board);
                unsafe_++;
            }
        }
        output.WriteLine($"{safe} safe, {unsafe_} not");
        Assert.True(safe > 300 && unsafe_ > 300, $"{safe} safe, {unsafe_} not");
    }

    [Fact]
    public void ProvenBoard_RandomWalksInIntegers_GainNothing()
    {
        var random = new Random(Boards.AnySeed(output));
        for (var (i, walks) = (0, 0); walks < 20_000; i++)
        {
            var board = TightBoard(random);
            if (ArbitrageProof.Of(board) is not ArbitrageProof.Safe)
                continue;
            Assert.Null(RoundingCheck.FirstFault(board));
            for (var walk = 0; walk < 50; walk++, walks++)
            {
                var path = Enumerable.Range(0, random.Next(2, 9))
                    .Select(_ => board.Coins[random.Next(board.Coins.Count)]).ToList();
                if (path.Where((coin, at) => coin == path[(at + 1) % path.Count]).Any())
                    continue;
                var units = random.NextInt64(1, 1L << random.Next(1, 40));
                if (Boards.Around(board, path, units) is { } back)
                    Assert.True(back <= units, $"{units} became {back}");
            }
        }
    }

    [Fact]
    public void TwoHundredCoins_EveryPairOverridden_AreProvenInTime()
    {
        var random = new Random(Boards.AnySeed(output));
        var safe = Large(200, random, maximumSpread: 200);
        RateBoard[] boards =
        [
            safe,
            Large(200, random, maximumSpread: 0),
            Large(200, random, maximumSpread: 200, valuesTell: false),
            Large(200, random, maximumSpread: 0, valuesTell: false),
            Ladder(200),
            WithSlip(safe),
        ];
        foreach (var board in boards)
        {
            var started = Stopwatch.GetTimestamp();
            var proof = ArbitrageProof.Of(board);
            var took = Stopwatch.GetElapsedTime(started);

            output.WriteLine(
                $"{board.Overrides.Count} overrides: {proof.GetType().Name} in {took.TotalMilliseconds:F0} ms");
            Assert.IsType(board.Number == 2 ? typeof(ArbitrageProof.Cycle) : typeof(ArbitrageProof.Safe), proof);
            // Half a second on a usual machine: this is for what would never end.
            Assert.True(took < TimeSpan.FromMinutes(2), $"took {took}");
        }
        var checking = Stopwatch.GetTimestamp();
        Assert.Null(RoundingCheck.FirstFault(safe));
        output.WriteLine($"rounding checked in {Stopwatch.GetElapsedTime(checking).TotalMilliseconds:F0} ms");
    }

    /// <summary>
    /// A board whose overrides follow hidden prices, each below them by up to so many basis points. The coins' own
    /// values are these prices, or tell nothing.
    /// </summary>
    private static RateBoard Large(int count, Random random, int maximumSpread, bool valuesTell = true)
    {
        var worth = Enumerable.Range(0, count).Select(_ => random.NextInt64(1_000, 1L << 24)).ToArray();
        var overrides =
            from i in Enumerable.Range(0, count)
            from j in Enumerable.Range(0, count)
            where i != j
            select ($"c{i:000}", $"c{j:000}", worth[i] * (10_000 - random.Next(maximumSpread + 1)), worth[j] * 10_000);
        return Boards.Of(
            [.. worth.Select((w, i) => ($"c{i:000}", valuesTell ? w : 1_000, valuesTell ? w : 1_000))], [.. overrides]);
    }

    /// <summary>The longest possible paths: each coin is best exchanged for its neighbour, at awkward rates.</summary>
    private static RateBoard Ladder(int count)
    {
        const long Prime = 999_999_937;
        var overrides =
            from i in Enumerable.Range(0, count)
            from j in Enumerable.Range(0, count)
            where i != j
            select j == i + 1
                ? ($"c{i:000}", $"c{j:000}", Prime + i, Prime - 1 - i)
                : ($"c{i:000}", $"c{j:000}", 1L, 2L);
        return Boards.Of([.. Enumerable.Range(0, count).Select(i => ($"c{i:000}", 1_000L, 1_000L))], [.. overrides]);
    }

    private static RateBoard WithSlip(RateBoard board) => new(
        2, board.Currency, board.Fee, board.Values, overrides: board.Overrides.Select(o =>
            o.Key == new CoinPair("c111", "c099") ? new(o.Key, o.Value with { OffValue = o.Value.OffValue / 100 * 103 })
            : o));

    /// <summary>Two to six coins at or within a few parts of 2^40 of hidden prices.</summary>
    private static RateBoard TightBoard(Random random)
    {
        var worth = Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.NextInt64(1, 50)).ToArray();
        // Mostly down, and on some boards up: one such step may or may not outweigh the others.
        var above = random.Next(3) == 0 ? 2 : 1;
        var overrides =
            from i in Enumerable.Range(0, worth.Length)
            from j in Enumerable.Range(0, worth.Length)
            where i != j && random.Next(3) > 0
            let scale = random.NextInt64(2, 1L << random.Next(2, 33))
            let slip = random.Next(-2, above)
            select ($"c{i}", $"c{j}", long.Max(1, (worth[i] * scale) + slip), worth[j] * scale);
        return Boards.Of([.. worth.Select((w, i) => ($"c{i}", w, w))], [.. overrides]);
    }

    /// <summary>Two to six coins of any values and overrides, with fees and pairs' own fees.</summary>
    private static RateBoard LooseBoard(Random random)
    {
        string[] coins = [.. Enumerable.Range(0, random.Next(2, 7)).Select(i => $"c{i}")];
        var pairs = coins.SelectMany(a => coins.Where(b => b != a).Select(b => new CoinPair(a, b))).ToList();
        return new RateBoard(
            1, Boards.Currency, new ConversionFee(random.Next(2) * random.Next(1_000), random.Next(3)),
            coins.Select(c => KeyValuePair.Create(c, new CoinRates(random.Next(95, 110), random.Next(90, 103)))),
            overrides: pairs.Where(_ => random.Next(4) == 0)
                .Select(p => KeyValuePair.Create(p, new CoinRates(random.Next(95, 110), random.Next(90, 103)))),
            pairFees: pairs.Where(_ => random.Next(6) == 0)
                .Select(p => KeyValuePair.Create(p, new ConversionFee(random.Next(500), random.Next(3)))));
    }

    private static void AssertSafe(RateBoard board)
    {
        var safe = Assert.IsType<ArbitrageProof.Safe>(ArbitrageProof.Of(board));
        Assert.Equal(board.Coins, safe.Prices.Keys.Order(StringComparer.Ordinal));
        foreach (var source in board.Coins)
            foreach (var target in board.Coins)
                if (source != target)
                    Assert.True(Boards.Factor(board, source, target) * safe.Prices[target] <= safe.Prices[source]);
    }

    private static ArbitrageProof.Cycle AssertCycle(RateBoard board)
    {
        var cycle = Assert.IsType<ArbitrageProof.Cycle>(ArbitrageProof.Of(board));
        Assert.Equal(cycle.Path.Count, cycle.Path.Distinct().Count());
        Assert.Equal(Boards.Product(board, cycle.Path), cycle.Product);
        Assert.True(cycle.Product > Fraction.One);
        if (cycle.ProfitableUnits is { } units)
            Assert.True(Boards.Around(board, cycle.Path, units) > units);
        return cycle;
    }
}
