using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What a payment would take and lose, beside the least that it could. Pure.</summary>
/// <param name="directory">Brands and coins.</param>
/// <param name="board">The board in force, which has the merchant's coin.</param>
/// <param name="merchant">The merchant.</param>
/// <param name="target">How many of its coins it is to get.</param>
/// <param name="sources">The member's coins.</param>
internal sealed class PayPreview(
    DirectorySnapshot directory, RateBoard board, DirectoryMerchant merchant, long target,
    IReadOnlyList<PaymentSource> sources)
{
    private PaymentPlan Plan(PaymentWishes wishes) =>
        PaymentPlanner.Plan(target, board.OnValueOf(merchant.CoinId), sources, wishes);

    /// <exception cref="RefusalException">INSUFFICIENT_COINS: of too many kinds.</exception>
    /// <exception cref="OverflowException">A sum leaves 64 bits.</exception>
    public PreviewPayResponse Of(PaymentWishes wishes)
    {
        var (plan, least) = (Plan(wishes), Plan(PaymentWishes.None));
        var response = new PreviewPayResponse
        {
            Board = BoardNames.Of(board.Number),
            Amount = Breakdown.Coins(merchant.CoinId, target),
            LeastLoss = least.Legs.Count == 0 ? null : MoneyOf(least.Loss),
        };
        if (plan.Legs.Count == 0)
        {
            response.Missing = Breakdown.Coins(merchant.CoinId, plan.MissingUnits);
            return response;
        }
        if (plan.Legs.Count > ExchangeRecord.MaxSources)
            throw new RefusalException(
                ErrorReason.InsufficientCoins,
                $"It would take {plan.Legs.Count} coins; {ExchangeRecord.MaxSources} at most take part in a payment.");
        var legs = plan.Legs.Select(l => Breakdown.Leg(
            board, directory.Coins[l.CoinId], merchant.CoinId, l.SourceUnits, l.TargetUnits)).ToList();
        response.Legs.AddRange(plan.Legs.Zip(legs, (planned, leg) => new PreviewLeg
        {
            Leg = leg,
            Loss = MoneyOf(LossOf(planned)),
        }));
        response.Loss = MoneyOf(plan.Loss);
        response.Receipt = Receipts.Of(Breakdown.Detail(
            response.Board, board.Currency, merchant.PartnerId, legs));
        return response;
    }

    private Int128 LossOf(PlannedLeg leg) => ((Int128)leg.SourceUnits * board.OnValueOf(leg.CoinId))
        - ((Int128)leg.TargetUnits * board.OnValueOf(merchant.CoinId));

    private Money MoneyOf(Int128 units) => new() { Currency = board.Currency, Units = checked((long)units) };
}
