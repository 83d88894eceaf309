namespace Federation.Exchange.Tests;

public class RateBoardTests
{
    private static readonly CoinPair AshElm = new("ash", "elm");

    private static readonly RateBoard Board = Make();

    [Fact]
    public void Between_PairWithoutItsOwn_HasTheCoinsValuesAndTheBoardsFeeAndLimits()
    {
        Assert.Equal(new PairTerms(new Rate(19, 10, 50, 3), new ConversionLimits(5, 900)), Board.Between("elm", "ash"));
        Assert.Equal((5, 900), (Board.Between("elm", "ash").MinimumUnits, Board.Between("elm", "ash").MaximumUnits));
        Assert.Equal(["ash", "elm", "oak"], Board.Coins);
        Assert.Equal(20, Board.OnValueOf("elm"));
        Assert.True(Board.Has("oak"));
        Assert.False(Board.Has("yew"));
    }

    [Fact]
    public void Between_PairWithItsOwn_HasThese()
    {
        Assert.Equal(new PairTerms(new Rate(8, 21, 0, 0), default), Board.Between("ash", "elm"));
        Assert.Equal(8, Board.RatesOf(AshElm).OffValue);
    }

    [Fact]
    public void Between_WhatIsNotAPairOfTheBoard_Throws()
    {
        Assert.Throws<ArgumentException>(() => Board.Between("ash", "ash"));
        Assert.Throws<KeyNotFoundException>(() => Board.Between("ash", "yew"));
        Assert.Throws<KeyNotFoundException>(() => Board.Between("yew", "ash"));
        Assert.Throws<KeyNotFoundException>(() => Board.OnValueOf("yew"));
    }

    [Fact]
    public void Construct_OutOfRange_Throws()
    {
        Refuses<ArgumentException>(() => Make(pair: new CoinPair("ash", "yew")));
        Refuses<ArgumentException>(() => Make(pair: new CoinPair("ash", "ash")));
        Refuses<ArgumentException>(() => Make(limits: new ConversionLimits(10, 9)));
        Refuses<ArgumentException>(() => Make(limits: new ConversionLimits(-1, 9)));
        Refuses<ArgumentOutOfRangeException>(() => Make(fee: new ConversionFee(10_000, 0)));
        Refuses<ArgumentOutOfRangeException>(() => Make(fee: new ConversionFee(0, -1)));
        Refuses<ArgumentOutOfRangeException>(() => Make(rates: new CoinRates(0, 1)));
        Assert.Equal(new ConversionLimits(10, 0), Make(limits: new ConversionLimits(10, 0)).Limits);
    }

    [Fact]
    public void Limits_Zero_IsNoLimit()
    {
        Assert.True(default(ConversionLimits).Allows(0));
        Assert.True(default(ConversionLimits).Allows(long.MaxValue));
        Assert.Equal([false, true, true, false], new long[] { 4, 5, 9, 10 }.Select(new ConversionLimits(5, 9).Allows));
    }

    [Fact]
    public void Fraction_InLowestTerms_ComparesExactly()
    {
        Assert.Equal("3/2", new Fraction(21, 14).ToString());
        Assert.Equal(new Fraction(1, 2), new Fraction(2, 3) * new Fraction(3, 4));
        Assert.True(new Fraction(1L << 62, (1L << 62) + 1) < Fraction.One);
        Assert.True(new Fraction(4, 2) >= new Fraction(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fraction(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fraction(1, 0));
    }

    private static void Refuses<T>(Func<RateBoard> make)
        where T : Exception => Assert.Throws<T>(() => _ = make());

    private static RateBoard Make(
        CoinPair? pair = null, ConversionLimits? limits = null, ConversionFee? fee = null, CoinRates? rates = null) =>
        new(
            4, Boards.Currency, fee ?? new ConversionFee(50, 3),
            [new("elm", new(20, 19)), new("ash", new(10, 9)), new("oak", new(30, 28))],
            limits ?? new ConversionLimits(5, 900),
            [new(pair ?? AshElm, rates ?? new CoinRates(OnValue: 21, OffValue: 8))],
            [new(AshElm, default)],
            [new(AshElm, default)]);
}
