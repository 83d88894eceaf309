using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>What a pay code is good for: one coin, up to so many units of it, or any of several, up to so much at the
/// merchant. Pure.</summary>
internal static class PayCodeTerms
{
    public static bool IsFor(this PayCode code, string coinId) =>
        code.CoinIds.Count == 0 ? code.CoinId == coinId : code.CoinIds.Contains(coinId);

    /// <summary>PAY_CODE_LIMIT_EXCEEDED, where a payment is more than the code allows; or null.</summary>
    /// <param name="code">The code, which is for the coins of the payment.</param>
    /// <param name="legs">What the member gives.</param>
    /// <param name="board">The board of the payment.</param>
    /// <param name="merchant">The merchant.</param>
    public static Refusal? Exceeded(
        this PayCode code, IReadOnlyCollection<ExchangeLeg> legs, RateBoard board, DirectoryMerchant merchant) =>
        code.ExceededBy(legs.Sum(l => l.Paid.Units)) ?? code.ExceededAt(Breakdown.Gives(legs), board, merchant);

    /// <summary>Of a code for one coin: whether it allows so many units.</summary>
    public static Refusal? ExceededBy(this PayCode code, long paid) =>
        code.CoinIds.Count > 0 || paid <= code.MaximumUnits ? null : new Refusal(
            ErrorReason.PayCodeLimitExceeded,
            $"The pay code is good for {code.MaximumUnits} units; this takes {paid}.")
            .With("maximum", code.MaximumUnits);

    /// <summary>Of a code for several coins: whether it allows so many of the merchant's. What comes to some money
    /// there is counted in its coins, rounded up, as where a till asks for money.</summary>
    public static Refusal? ExceededAt(this PayCode code, long gives, RateBoard board, DirectoryMerchant merchant)
    {
        if (code.CoinIds.Count == 0)
            return null;
        var most = PayPlan.UnitsFor(code.Maximum, board, merchant);
        return gives <= most ? null : new Refusal(
            ErrorReason.PayCodeLimitExceeded,
            $"The pay code is good for {code.Maximum.Units} units of {code.Maximum.Currency}, which are {most} of the "
            + $"merchant's coins; this comes to {gives}.")
            .With("maximum", code.Maximum.Units);
    }
}
