using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>What a board and the numbers' range set to every exchange. Pure.</summary>
internal static class Limits
{
    public static readonly Refusal Overflow =
        new(ErrorReason.AmountOverflow, "At these rates the sum would leave the range of 64 bits.");

    /// <summary>COIN_NOT_ON_BOARD, where one of the coins has no value.</summary>
    public static Refusal? NotOnBoard(RateBoard board, params IEnumerable<string> coinIds) =>
        coinIds.FirstOrDefault(id => !board.Has(id)) is { } missing
            ? new Refusal(
                ErrorReason.CoinNotOnBoard,
                $"{BoardNames.Of(board.Number)}, which is in force, has no value for {ResourceNames.Coin(missing)}.")
                .With("coin", ResourceNames.Coin(missing))
            : null;

    /// <summary>CONVERSION_BELOW_MINIMUM or CONVERSION_ABOVE_MAXIMUM.</summary>
    public static Refusal? Refuse(long paid, ConversionLimits limits, RateBoard board)
    {
        if (limits.Allows(paid))
            return null;
        var (reason, side, bound) = paid < limits.MinimumUnits
            ? (ErrorReason.ConversionBelowMinimum, "at least", limits.MinimumUnits)
            : (ErrorReason.ConversionAboveMaximum, "at most", limits.MaximumUnits);
        return new Refusal(
            reason, $"{BoardNames.Of(board.Number)} takes {side} {bound} units at once here; this takes {paid}.")
            .With("units", bound);
    }
}
