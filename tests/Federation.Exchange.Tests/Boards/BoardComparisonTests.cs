namespace Federation.Exchange.Tests;

/// <summary>The band, the differences and whose approval is needed.</summary>
public class BoardComparisonTests
{
    private static readonly (string, long, long)[] Coins =
        [("ash", 1_000, 900), ("elm", 2_000, 2_000), ("oak", 50, 40)];

    // A band of 10 %.                asks   pays  deviates
    [Theory]
    [InlineData(1_100, 900, "")]
    [InlineData(1_101, 900, "CoinOnValue ash: 1000 to 1101")]
    [InlineData(900, 900, "")]
    [InlineData(899, 810, "CoinOnValue ash: 1000 to 899")]
    [InlineData(1_000, 809, "CoinOffValue ash: 900 to 809")]
    [InlineData(10_000, 9_000, "CoinOnValue ash: 1000 to 10000; CoinOffValue ash: 900 to 9000")]
    public void Band_CoinValues_AreComparedWithThePrevious(long onValue, long offValue, string deviates)
    {
        var previous = Boards.Of(Coins);
        var next = Boards.Of([("ash", onValue, offValue), .. Coins[1..]]);

        Assert.Equal(deviates, Text(BoardBand.Deviations(previous, next, 1_000)));
    }

    [Fact]
    public void Band_Overrides_AreComparedWithWhatAppliedBefore()
    {
        var plain = Boards.Of(Coins);
        var close = Boards.Of(Coins, [("ash", "oak", 1_000, 50)]);
        var slip = Boards.Of(Coins, [("ash", "oak", 90, 50)]);

        string Deviates(RateBoard previous, RateBoard next, int band) =>
            Text(BoardBand.Deviations(previous, next, band).Where(d => d.Kind != DeviationKind.PairInverse));

        Assert.Equal("PairOffValue ash oak: 900 to 1000", Deviates(plain, close, 1_000));
        Assert.Equal("", Deviates(close, close, 0));
        Assert.Equal("PairOffValue ash oak: 1000 to 90", Deviates(close, slip, 1_000));
        // One that goes away moves the rate back.
        Assert.Equal("PairOffValue ash oak: 90 to 900", Deviates(slip, plain, 1_000));
    }

    [Fact]
    public void Band_OverrideAndTheWayBack_AreComparedOnce()
    {
        // Ash to elm at 1/2 has the inverse 2; at 1.8 it is within 10 %, at 1.79 not, and 20 is a slip.
        RateBoard With(long offValue, long onValue) =>
            Boards.Of(Coins, [("ash", "elm", 1, 2), ("elm", "ash", offValue, onValue)]);

        Assert.Equal("", Text(BoardBand.Deviations(null, With(2, 1), 1_000)));
        Assert.Equal("", Text(BoardBand.Deviations(null, With(180, 100), 1_000)));
        Assert.Equal("PairInverse ash elm: 100/179 to 1/2", Text(BoardBand.Deviations(null, With(179, 100), 1_000)));
        Assert.Equal("PairInverse ash elm: 1/20 to 1/2", Text(BoardBand.Deviations(null, With(20, 1), 1_000)));
        // Where only one way is overridden, the other is made of the values: 2000/1000.
        Assert.Equal("PairInverse ash elm: 1/2 to 5", Text(BoardBand.Deviations(
            null, Boards.Of(Coins, [("ash", "elm", 5, 1)]), 1_000)));
    }

    [Fact]
    public void Band_NewCoins_HaveNothingToDeviateFrom()
    {
        var next = Boards.Of([.. Coins, ("yew", 5, 5)], [("yew", "ash", 900, 180_000)]);

        Assert.Equal("", Text(BoardBand.Deviations(Boards.Of(Coins), next, 1_000)));
    }

    [Fact]
    public void Band_LargestValues_DoNotOverflow()
    {
        var most = Units.MaxCoinValue;
        var previous = Boards.Of([("ash", 1, 1), ("elm", most, most)]);
        var next = Boards.Of(
            [("ash", most, most), ("elm", most, 1)], [("ash", "elm", most, 1), ("elm", "ash", most, 1)]);

        var found = BoardBand.Deviations(previous, next, int.MaxValue);

        Assert.Contains(found, d => d is { Kind: DeviationKind.CoinOnValue, SourceId: "ash" });
        Assert.Contains(found, d => d.Kind == DeviationKind.PairInverse);
    }

    [Fact]
    public void Diff_SameBoards_IsEmpty()
    {
        var board = Full(2);

        Assert.True(BoardDiff.Between(board, Full(3)).IsEmpty);
        Assert.Empty(BoardIssuers.Of(board, Full(3)));
    }

    [Fact]
    public void Diff_EveryPart_IsSortedAndTellsBothSides()
    {
        var now = new RateBoard(
            3, Boards.Currency, new ConversionFee(30, 1),
            [new("yew", new(5, 4)), new("oak", new(50, 40)), new("elm", new(2_000, 1_999)), new("bay", new(8, 8))],
            new ConversionLimits(1, 0),
            [new(new("oak", "elm"), new(1, 1)), new(new("elm", "oak"), new(3, 2)), new(new("bay", "elm"), new(9, 9))],
            [new(new("oak", "elm"), new(1, 0))],
            []);

        var diff = BoardDiff.Between(Full(2), now);

        Assert.False(diff.IsEmpty);
        Assert.Equal((new ConversionFee(30, 0), new ConversionFee(30, 1)), diff.Fee);
        Assert.Equal((default, new ConversionLimits(1, 0)), diff.Limits);
        Assert.Equal(
            [
                new("ash", new CoinRates(1_000, 900), null),
                new("bay", null, new CoinRates(8, 8)),
                new("elm", new CoinRates(2_000, 2_000), new CoinRates(2_000, 1_999)),
                new BoardChange<string, CoinRates>("yew", null, new CoinRates(5, 4)),
            ],
            diff.Values);
        Assert.Equal(
            [
                new(new("ash", "oak"), new CoinRates(50, 901), null),
                new(new("bay", "elm"), null, new CoinRates(9, 9)),
                new BoardChange<CoinPair, CoinRates>(new("elm", "oak"), new CoinRates(1, 2), new CoinRates(3, 2)),
                new(new("oak", "elm"), null, new CoinRates(1, 1)),
            ],
            diff.Overrides);
        Assert.Equal(new(new("oak", "elm"), null, new ConversionFee(1, 0)), Assert.Single(diff.PairFees));
        Assert.Equal(new(new("ash", "elm"), new ConversionLimits(2, 3), null), Assert.Single(diff.PairLimits));
    }

    [Fact]
    public void Issuers_OwnValuesAndEitherSideOfAnOverride_AreNamed()
    {
        var board = Boards.Of(Coins);

        Assert.Equal(["ash", "elm", "oak"], BoardIssuers.Of(null, board));
        Assert.Equal(["ash"], BoardIssuers.Of(board, Boards.Of([("ash", 1_000, 901), .. Coins[1..]])));
        Assert.Equal(["elm", "oak"], BoardIssuers.Of(board, Boards.Of(Coins, [("oak", "elm", 1, 1)])));
        Assert.Equal(["elm", "oak"], BoardIssuers.Of(Boards.Of(Coins, [("oak", "elm", 1, 1)]), board));
        Assert.Equal(["oak"], BoardIssuers.Of(board, Boards.Of(Coins[..2])));
        Assert.Empty(BoardIssuers.Of(board, Boards.Of(Coins, fee: 100, limits: new ConversionLimits(1, 2))));
    }

    private static RateBoard Full(long number) => new(
        number, Boards.Currency, new ConversionFee(30, 0),
        Coins.Select(c => KeyValuePair.Create(c.Item1, new CoinRates(c.Item2, c.Item3))),
        overrides: [new(new("elm", "oak"), new(1, 2)), new(new("ash", "oak"), new(50, 901))],
        pairLimits: [new(new("ash", "elm"), new(2, 3))]);

    private static string Text(IEnumerable<BoardDeviation> deviations) => string.Join("; ", deviations.Select(d =>
        $"{d.Kind} {d.SourceId}{(d.TargetId is null ? "" : " " + d.TargetId)}: {d.Old} to {d.New}"));
}
