using System.Diagnostics;
using Federation.Exchange.V1;

namespace Federation.Exchange.Tests;

/// <summary>The exact rates of a board, and what a sample becomes.</summary>
public sealed class RateListTests(ITestOutputHelper output)
{
    [Fact]
    public void Of_PairWithoutOwnTerms_IsExactlyWhatPaymentsUse()
    {
        // 100 aster pay 90 each, less 1 %: 8,910 buy 178 birch at 50, and 10 are left.
        var rate = ListOf(Given.Board()).Of(new CoinPair("aster", "birch"));

        Assert.Equal(("coins/aster", "coins/birch"), (rate.Source, rate.Target));
        Assert.Equal((891L, 500L), (rate.Numerator, rate.Denominator));
        Assert.Equal(("891/1000", 8910L), (rate.Worth, rate.WorthBasisPoints));
        Assert.Equal((50L, 90L, 100, 0L),
            (rate.Values.OnValueUnits, rate.Values.OffValueUnits, rate.Fee.BasisPoints, rate.Fee.FixedUnits));
        Assert.False(rate.OwnValues || rate.OwnFee || rate.OwnLimits);
        Assert.Equal((100L, 178L), (rate.Sample.Paid.Units, rate.Sample.Gives.Units));
        Assert.Equal(
            ["partners/aster SPREAD 1000", "partners/birch VALUE 8900", "alliance FEE 90", "alliance ROUNDING 10"],
            rate.Shares.Select(Text));
        Assert.Equal(rate.Sample.Reference.Units, rate.Shares.Sum(s => s.Amount.Units));
        Assert.Null(rate.NotTaken);
    }

    [Fact]
    public void Of_PairWithOwnTerms_SaysWhichItOverrides()
    {
        var terms = Given.Terms();
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/dune",
            Fee = new PairFee { BasisPoints = 50, FixedUnits = 5 },
            Limits = new PairLimits { MinimumUnits = 200, MaximumUnits = 300 },
        });
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/dune",
            Target = "coins/aster",
            Values = new PairValues { OnValueUnits = 50, OffValueUnits = 100 },
        });
        var board = terms.ToRates(8, Given.Currency);

        var there = ListOf(board).Of(new CoinPair("aster", "dune"));
        var enough = ListOf(board, 200).Of(new CoinPair("aster", "dune"));
        var back = ListOf(board).Of(new CoinPair("dune", "aster"));

        Assert.Equal((false, true, true), (there.OwnValues, there.OwnFee, there.OwnLimits));
        Assert.Equal((50, 5L, 200L, 300L),
            (there.Fee.BasisPoints, there.Fee.FixedUnits, there.Limits.MinimumUnits, there.Limits.MaximumUnits));
        Assert.Equal("CONVERSION_BELOW_MINIMUM", there.NotTaken.Reason);
        Assert.Null(there.Sample);
        Assert.Empty(there.Shares);
        Assert.Equal(board.Between("aster", "dune").Rate.ExactIn(200), enough.Sample.Gives.Units);
        Assert.Equal((true, false, false), (back.OwnValues, back.OwnFee, back.OwnLimits));
        // Two for one, less 1 %, of coins worth 80 and 100: more arrives than is given.
        Assert.Equal((99L, 50L, "99/40", 24_750L),
            (back.Numerator, back.Denominator, back.Worth, back.WorthBasisPoints));
        Assert.Equal(back.Sample.Reference.Units, back.Shares.Sum(s => s.Amount.Units));
    }

    [Theory]
    [InlineData(1, "PAYS_NOTHING")]
    [InlineData(1_000_000_000_000_000, "AMOUNT_OVERFLOW")]
    public void Of_SampleThatNoPaymentTakes_SaysWhy(long sample, string reason)
    {
        var board = Boards.Of([("ash", 2, 1), ("elm", Units.MaxCoinValue, Units.MaxCoinValue)]);
        var list = new RateList(board, Given.Directory(), sample);

        var rate = list.Of(sample == 1 ? new CoinPair("ash", "elm") : new CoinPair("elm", "ash"));

        Assert.Equal(reason, rate.NotTaken.Reason);
        Assert.Null(rate.Sample);
        // The largest worth that there is stays in its range.
        Assert.InRange(rate.WorthBasisPoints, 0, Units.MaxCommand);
    }

    [Fact]
    public void Of_CoinOfNoBrandThatIsKnown_HasNoShares()
    {
        var rate = ListOf(Boards.Of([("ash", 10, 9), ("elm", 20, 18)])).Of(new CoinPair("ash", "elm"));

        Assert.Equal(45, rate.Sample.Gives.Units);
        Assert.Empty(rate.Shares);
    }

    [Fact]
    public void Pages_OfAnyBoard_HaveEachPairOnceInOrder()
    {
        var random = new Random(Boards.AnySeed(output));
        for (var i = 0; i < 20; i++)
        {
            var board = AnyBoard(random, coins: random.Next(2, 9));
            var list = ListOf(board);
            var all = list.ByCoin([], [], null, int.MaxValue);

            Assert.Equal(all.Order(), all);
            Assert.Equal(all.Count, list.Count([], []));
            Assert.Equal(all, AllPages(page => list.ByCoin([], [], page, 3)));
            var worst = AllPages(page => list.WorstFirst([], [], page, 3));
            Assert.Equal(all, worst.Order());
            Assert.Equal(worst.OrderBy(p => WorthOf(board, p)).ThenBy(p => p), worst);
        }
    }

    [Fact]
    public void Pairs_OfSomeCoins_AreThoseOnTheBoard()
    {
        var list = ListOf(Given.Board("dune"));
        string[] rows = ["birch", "aster", "birch", "dune"];
        string[] columns = ["cedar", "aster"];

        Assert.Equal(
            ["aster cedar", "birch aster", "birch cedar"],
            list.ByCoin(rows, columns, null, 9).Select(p => $"{p.SourceId} {p.TargetId}"));
        Assert.Equal(3, list.Count(rows, columns));
        Assert.Empty(list.ByCoin(["dune"], [], null, 9));
    }

    /// <summary>200 coins, each pair with everything of its own.</summary>
    [Fact]
    public void LargestBoard_InPages_StaysWithinWhatAnAnswerHolds()
    {
        var random = new Random(Boards.AnySeed(output));
        var board = AnyBoard(random, coins: 200, all: true);
        var list = ListOf(board);

        var started = Stopwatch.GetTimestamp();
        var worst = list.WorstFirst([], [], null, 50);
        output.WriteLine($"worst 50 of {list.Count([], [])}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds} ms");
        var response = new ListRatesResponse();
        response.Rates.AddRange(list.ByCoin([], [], null, 1000).Select(list.Of));

        Assert.Equal(39_800, list.Count([], []));
        Assert.Equal(50, worst.Count);
        Assert.True(list.ByCoin([], [], null, int.MaxValue).Count(p => WorthOf(board, p) < WorthOf(board, worst[^1]))
            < 50);
        Assert.InRange(response.CalculateSize(), 1, 1 << 20);
    }

    private static RateList ListOf(RateBoard board, long sample = 100) => new(board, Given.Directory(), sample);

    private static Fraction WorthOf(RateBoard board, CoinPair pair) =>
        Boards.Factor(board, pair.SourceId, pair.TargetId)
        * new Fraction(board.OnValueOf(pair.TargetId), board.OnValueOf(pair.SourceId));

    private static List<CoinPair> AllPages(Func<CoinPair?, IReadOnlyList<CoinPair>> next)
    {
        var all = new List<CoinPair>();
        while (next(all.Count == 0 ? null : all[^1]) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }

    private static RateBoard AnyBoard(Random random, int coins, bool all = false)
    {
        var ids = Enumerable.Range(0, coins).Select(i => $"coin-{i:000}").ToList();
        var pairs = ids.SelectMany(s => ids.Where(t => t != s).Select(t => new CoinPair(s, t)))
            .Where(_ => all || random.Next(3) == 0).ToList();
        return new RateBoard(
            9, Boards.Currency, new ConversionFee(random.Next(3) * 100, 0),
            ids.Select(i => KeyValuePair.Create(i, Values())), default,
            pairs.Select(p => KeyValuePair.Create(p, Values())),
            pairs.Select(p => KeyValuePair.Create(p, new ConversionFee(random.Next(2) * 50, random.Next(5)))),
            pairs.Select(p => KeyValuePair.Create(p, new ConversionLimits(1, 1000 + random.Next(10)))));

        CoinRates Values() => new(random.Next(1, 6), random.Next(1, 6));
    }

    private static string Text(Share share) =>
        $"{share.Party} {share.Kind.ToString().ToUpperInvariant()} {share.Amount.Units}";
}
