using Federation.Exchange.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>How an exchange is recorded: one leg for each coin that the member gives, and their sums. Pure.</summary>
internal static class Breakdown
{
    /// <summary>One coin's part of an exchange at a board's rates.</summary>
    /// <param name="board">The board, which has both coins.</param>
    /// <param name="source">The coin that the member gives; may be the target coin itself, which is then redeemed as it
    /// is.</param>
    /// <param name="targetId">The coin that it becomes.</param>
    /// <param name="paid">What the member gives.</param>
    /// <param name="gives">What that becomes: no more than the rate allows.</param>
    /// <exception cref="OverflowException">A sum leaves 64 bits.</exception>
    public static ExchangeLeg Leg(RateBoard board, DirectoryCoin source, string targetId, long paid, long gives)
    {
        var leg = new ExchangeLeg
        {
            Paid = Coins(source.Id, paid),
            Gives = Coins(targetId, gives),
            Partner = ResourceNames.Partner(source.PartnerId),
            Reference = ReferenceOf(board, source.Id, paid),
        };
        if (source.Id == targetId)
            return leg;
        var rate = board.Between(source.Id, targetId).Rate;
        var split = rate.Settle(paid, gives);
        (leg.Gross, leg.Value) = (Money(board, split.Gross), Money(board, split.Value));
        (leg.Fee, leg.Rounding) = (Money(board, split.Fee), Money(board, split.Rounding));
        (leg.OffValueUnits, leg.OnValueUnits) = (rate.OffValue, rate.OnValue);
        (leg.FeeBasisPoints, leg.FeeFixedUnits) = (rate.FeeBasisPoints, rate.FixedFee);
        return leg;
    }

    /// <summary>The record of an exchange from its legs. Where its coins go is the caller's to fill in.</summary>
    /// <param name="board">The board's name.</param>
    /// <param name="currency">The settlement currency.</param>
    /// <param name="targetPartnerId">The issuer of the coin that they become.</param>
    /// <param name="legs">At least one.</param>
    /// <exception cref="OverflowException">A sum leaves 64 bits.</exception>
    public static ExchangeDetail Detail(
        string board, string currency, string targetPartnerId, IReadOnlyList<ExchangeLeg> legs)
    {
        var detail = new ExchangeDetail
        {
            Board = board,
            TargetPartner = ResourceNames.Partner(targetPartnerId),
            Gross = Sum(l => l.Gross),
            Value = Sum(l => l.Value),
            Fee = Sum(l => l.Fee),
            Rounding = Sum(l => l.Rounding),
        };
        detail.Legs.AddRange(legs);
        if (legs is [var only])
        {
            detail.Paid = only.Paid;
            (detail.OffValueUnits, detail.OnValueUnits) = (only.OffValueUnits, only.OnValueUnits);
            (detail.FeeBasisPoints, detail.FeeFixedUnits) = (only.FeeBasisPoints, only.FeeFixedUnits);
        }
        return detail;

        Money Sum(Func<ExchangeLeg, Money?> part) => new()
        {
            Currency = currency,
            Units = legs.Aggregate(0L, (sum, leg) => checked(sum + (part(leg)?.Units ?? 0))),
        };
    }

    /// <summary>What all legs become, in units of the target coin.</summary>
    /// <exception cref="OverflowException">The sum leaves 64 bits.</exception>
    public static long Gives(IEnumerable<ExchangeLeg> legs) =>
        legs.Aggregate(0L, (sum, leg) => checked(sum + leg.Gives.Units));

    /// <summary>What the legs of a record are. One that an older version recorded has one coin, and its leg is made of
    /// the sums.</summary>
    public static IReadOnlyList<ExchangeLeg> LegsOf(ExchangeDetail detail) => detail.Legs.Count > 0 ? detail.Legs :
    [
        new ExchangeLeg
        {
            Paid = detail.Paid,
            Gives = detail.Redeemed,
            Gross = detail.Gross,
            Value = detail.Value,
            Fee = detail.Fee,
            Rounding = detail.Rounding,
            OffValueUnits = detail.OffValueUnits,
            OnValueUnits = detail.OnValueUnits,
            FeeBasisPoints = detail.FeeBasisPoints,
            FeeFixedUnits = detail.FeeFixedUnits,
        },
    ];

    /// <summary>Whether the member paid with the merchant's own coin.</summary>
    public static bool IsOwn(ExchangeLeg leg) => leg.Paid.Coin == leg.Gives.Coin;

    public static CoinAmount Coins(string coinId, long units) =>
        new() { Coin = ResourceNames.Coin(coinId), Units = units };

    private static Money Money(RateBoard board, long units) => new() { Currency = board.Currency, Units = units };

    /// <summary>Null where it leaves 64 bits: it is left out, not booked, and nobody is refused for it.</summary>
    private static Money? ReferenceOf(RateBoard board, string coinId, long paid)
    {
        var value = (Int128)paid * board.OnValueOf(coinId);
        return value <= long.MaxValue ? Money(board, (long)value) : null;
    }
}
