using Federation.Errors.V1;
using Federation.Exchange.V1;

namespace Federation.Exchange.Tests;

public sealed class BoardGuardTests
{
    // asks    pays    fee   safe: two coins of the same values, so that there and back multiplies by the square
    [Theory]
    [InlineData(100, 100, 0, true)]
    [InlineData(100, 101, 0, false)]
    [InlineData(100, 101, 99, false)]
    [InlineData(100, 101, 100, true)]
    [InlineData(10_000, 10_101, 100, true)]
    [InlineData(10_000, 10_102, 100, false)]
    [InlineData(1, 10_000, 9_999, true)]
    [InlineData(1, 10_001, 9_999, false)]
    [InlineData(1L << 40, 1L << 40, 0, true)]
    [InlineData(1, 1L << 40, 0, false)]
    public void Guard_CoinThatPaysMoreThanItAsks_IsRefused(long onValue, long offValue, int fee, bool safe)
    {
        var board = Boards.Of([("birch", onValue, offValue), ("cedar", onValue, offValue)], fee: fee);

        var refusal = BoardGuard.Of(board, null, 2000).Refuses();

        Assert.Equal(safe ? null : ErrorReason.BoardUnsafe, refusal?.Reason);
        if (!safe)
            Assert.Equal("coins/birch", refusal!.Metadata["coin"]);
    }

    [Fact]
    public void Guard_Circle_IsReportedWithItsProductAndAProfitableAmount()
    {
        var board = Boards.Of(
            [("ash", 100, 90), ("bay", 100, 90), ("elm", 100, 90)],
            [("ash", "bay", 100, 100), ("bay", "elm", 100, 100), ("elm", "ash", 102, 100)]);

        var refusal = BoardGuard.Of(board, null, 2000).Refuses()!;

        Assert.Equal("ash -> bay -> elm -> ash", refusal.Metadata["path"]);
        Assert.Equal("51/50", refusal.Metadata["product"]);
        var units = long.Parse(refusal.Metadata["units"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Boards.Around(board, ["ash", "bay", "elm"], units) > units);
    }

    [Fact]
    public void Guard_LongCircle_IsReportedInAHeadersLength()
    {
        var coins = Enumerable.Range(0, 150).Select(i => $"a-coin-with-a-long-name-{i:000}").ToArray();
        var board = Boards.Of(
            [.. coins.Select(c => (c, 1_000_000L, 1L))],
            [.. coins.Select((c, i) => (c, coins[(i + 1) % coins.Length], 1_000_003L + i, 1_000_000L))]);

        var refusal = BoardGuard.Of(board, null, 2000).Refuses()!;

        Assert.Equal(ErrorReason.BoardUnsafe, refusal.Reason);
        Assert.InRange(refusal.Message.Length, 300, 1000);
        Assert.True(refusal.Metadata.Values.All(v => v.Length <= 300));
    }

    [Fact]
    public void Guard_SlipOfTyping_IsReported()
    {
        var before = Boards.Of([("ash", 100, 90), ("bay", 50, 45)]);
        var slip = Boards.Of([("ash", 1000, 90), ("bay", 50, 45)]);

        var deviation = Assert.Single(BoardGuard.Of(slip, before, 2000).Deviations).ToMessage();

        Assert.Equal((V1.DeviationKind.CoinOnValue, "coins/ash", "", "100", "1000"),
            (deviation.Kind, deviation.Coin, deviation.Target, deviation.Expected, deviation.Found));
        Assert.Empty(BoardGuard.Of(before, before, 0).Deviations);
    }

    [Fact]
    public void Unknown_Coin_IsNamed()
    {
        var terms = Given.Terms();
        Assert.Null(BoardGuard.Unknown(terms, Given.Directory()));
        terms.Values[2].Coin = "coins/nothing";

        var refusal = BoardGuard.Unknown(terms, Given.Directory())!;

        Assert.Equal((ErrorReason.CoinNotFound, "coins/nothing"), (refusal.Reason, refusal.Metadata["coin"]));
    }

    [Fact]
    public void IssuersOf_AChangedPair_AreThoseOfBothItsCoins()
    {
        var before = Given.Board();
        var terms = Given.Terms();
        terms.Pairs.Add(new V1.PairTerms
        {
            Source = "coins/aster",
            Target = "coins/dune",
            Values = new PairValues { OnValueUnits = 1000, OffValueUnits = 1 },
        });

        Assert.Equal(
            ["aster", "dune"], BoardGuard.IssuersOf(terms.ToRates(8, Given.Currency), before, Given.Directory()));
        Assert.Equal(4, BoardGuard.IssuersOf(before, null, Given.Directory()).Count);
    }
}
