namespace Federation.Exchange.Tests;

public class CycleGainTests(ITestOutputHelper output)
{
    private const int Tried = 3_000;

    [Fact]
    public void TwoCoins_TheSmallestAmountThatGains_IsFound()
    {
        // 101/100 there, par back: 99 become 99, 100 become 101.
        var board = Boards.Of([("ash", 100, 100), ("elm", 100, 100)], [("ash", "elm", 101, 100)]);

        Assert.Equal((0, 100), CycleGain.Find(board, ["ash", "elm"]));
        Assert.Equal(101, Boards.Around(board, ["ash", "elm"], 100));
        Assert.Equal(99, Boards.Around(board, ["ash", "elm"], 99));
    }

    // minimum, maximum, fixed fee -> the amount, or none
    [Theory]
    [InlineData(0, 0, 0, 100L)]
    [InlineData(500, 0, 0, 500L)]
    [InlineData(0, 99, 0, null)]
    [InlineData(0, 100, 0, 100L)]
    [InlineData(0, 101, 0, 100L)]
    [InlineData(0, 0, 100, 300L)]
    [InlineData(0, 200, 100, null)]
    // At most 100: 101 elm may not go back, but 100 elm become 100 ash become 101 elm.
    public void LimitsAndFixedFees_MoveOrForbidTheAmount(long minimum, long maximum, long fixedFee, long? amount)
    {
        var board = Boards.Of(
            [("ash", 100, 100), ("elm", 100, 100)], [("ash", "elm", 101, 100)],
            fixedFee: fixedFee, limits: new ConversionLimits(minimum, maximum));

        Assert.Equal(amount, CycleGain.Find(board, ["ash", "elm"]).Units);
        // Either way the board is refused.
        var cycle = Assert.IsType<ArbitrageProof.Cycle>(ArbitrageProof.Of(board));
        Assert.Equal(new Fraction(101, 100), cycle.Product);
    }

    [Fact]
    public void GainFromAnotherCoinOnly_TurnsThePath()
    {
        // The way from elm back to ash takes at most 150 elm.
        var pair = new CoinPair("ash", "elm");
        var board = new RateBoard(
            1, Boards.Currency, default, [new("ash", new(100, 100)), new("elm", new(1, 1))],
            overrides: [new(pair, new CoinRates(OnValue: 1, OffValue: 101))],
            pairLimits: [new(pair.Reversed(), new ConversionLimits(0, 150))]);

        // From ash: 1 becomes 101 becomes 1; 2 would be 202 elm, too many to go back. From elm: 100 become 1, become
        // 101.
        Assert.Equal((1, 100), CycleGain.Find(board, ["ash", "elm"]));
        var cycle = Assert.IsType<ArbitrageProof.Cycle>(ArbitrageProof.Of(board));
        Assert.Equal(["elm", "ash"], cycle.Path);
        Assert.Equal(100, cycle.ProfitableUnits);
    }

    [Fact]
    public void RandomCycles_WhatIsFoundGains_AndIsRarelyMissed()
    {
        var random = new Random(Boards.AnySeed(output));
        var (found, missed, smallest) = (0, 0, 0);
        for (var i = 0; i < 500; i++)
        {
            var maximum = random.Next(2) * random.Next(50, Tried);
            var board = Boards.Of(
                [.. Enumerable.Range(0, 3)
                    .Select(c => ($"c{c}", random.NextInt64(10, 100), random.NextInt64(10, 100)))],
                fixedFee: random.Next(2) * random.Next(100),
                limits: new ConversionLimits(random.Next(2) * random.Next(50), maximum));
            if (ArbitrageProof.Of(board) is not ArbitrageProof.Cycle { Path: var path })
                continue;

            var least = Enumerable.Range(1, Tried).FirstOrDefault(a => Boards.Around(board, path, a) > a);
            var (start, units) = CycleGain.Find(board, path);

            if (units is { } gains)
            {
                Assert.True(Boards.Around(board, [.. path.Skip(start), .. path.Take(start)], gains) > gains);
                found++;
                smallest += start == 0 && gains == least ? 1 : 0;
            }
            else if (least > 0)
                missed++;
        }
        output.WriteLine($"{found} found, {smallest} of them the smallest, {missed} missed");
        Assert.True(found > 100 && missed * 20 <= found, $"{found} found, {missed} missed");
    }
}
