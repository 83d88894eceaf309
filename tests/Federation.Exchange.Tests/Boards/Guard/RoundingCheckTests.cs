namespace Federation.Exchange.Tests;

public class RoundingCheckTests
{
    private static readonly RateBoard Board = Boards.Of(
        [("ash", 7, 7), ("elm", 3, 3), ("oak", 100, 95)], fee: 25, fixedFee: 2, limits: new ConversionLimits(3, 5_000));

    // At par, so that a unit too many is a gain at once.
    private static readonly RateBoard Par = Boards.Of([("ash", 7, 7), ("elm", 3, 3)]);

    [Fact]
    public void RateItself_OnSafeBoards_HasNoFault()
    {
        Assert.Null(RoundingCheck.FirstFault(Board));
        Assert.Null(RoundingCheck.FirstFault(Par));
        Assert.Null(RoundingCheck.FirstFault(Boards.Of([("ash", 1, 1), ("elm", 1L << 40, 1L << 40)], fee: 9_999)));
    }

    [Fact]
    public void RoundingUp_GainsThereAndBack_IsFound()
    {
        var wrong = RateArithmetic.OfRate with
        {
            ExactIn = (rate, source) => rate.ExactIn(source) + 1,
            Settle = (_, _, _) => default,
        };

        var fault = RoundingCheck.FirstFault(Par, wrong);

        Assert.Equal(["ash", "elm", "ash"], fault!.Path);
        Assert.True(fault.Returned > fault.Units);
        Assert.Null(fault.Split);
    }

    [Fact]
    public void GainOnlyAtTheMaximum_IsFound()
    {
        var wrong = RateArithmetic.OfRate with
        {
            ExactIn = (rate, source) => source == 5_000 ? 1_000_000 : rate.ExactIn(source),
            Settle = (_, _, _) => default,
        };

        // What comes back is above the limit of the way back, except on a board that has no limits but this one.
        var board = new RateBoard(1, Boards.Currency, Par.Fee, Par.Values,
            pairLimits: [new(new CoinPair("elm", "ash"), new ConversionLimits(0, 5_000))]);

        Assert.Equal(5_000, RoundingCheck.FirstFault(board, wrong)!.Units);
        Assert.Null(RoundingCheck.FirstFault(Par, wrong));
    }

    [Fact]
    public void FeeRoundedUp_LeavesLessThanNothing_IsFound()
    {
        var wrong = RateArithmetic.OfRate with
        {
            Settle = (rate, source, target) =>
            {
                var split = rate.Settle(source, target);
                return split with { Fee = split.Fee + 1, Rounding = split.Rounding - 1 };
            },
        };

        var fault = RoundingCheck.FirstFault(Par, wrong);

        Assert.Equal(["ash", "elm"], fault!.Path);
        Assert.Equal(-1, fault.Split!.Value.Rounding);
    }
}
