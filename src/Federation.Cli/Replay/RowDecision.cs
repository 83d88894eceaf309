namespace Federation.Cli;

/// <summary>What a row comes to: pure, in exact integers. The alliance computes the exchange itself; its word
/// counts.</summary>
internal static class RowDecision
{
    /// <summary>The till's coins that half of a purchase is worth.</summary>
    public static long Wanted(long amountPence, Brand at) =>
        amountPence / 2 * ReplayAlliance.UnitsPerPenny / at.OnValue;

    /// <summary>How a member pays half of a purchase with coins of another brand; null where it does not.</summary>
    public static PaymentPlan? PlanPayment(long amountPence, Brand at, IEnumerable<Offer> offers)
    {
        var source = offers.Where(o => o.Brand != at.Id && o.Available >= ReplayAlliance.FewestCoinsToPay)
            .OrderBy(o => o.Brand, StringComparer.Ordinal).Select(o => (Offer?)o).FirstOrDefault();
        if (source is not { } from)
            return null;
        var wanted = Wanted(amountPence, at);
        if (from.Gives <= wanted)
            return from.Gives > 0 ? new PaymentPlan.Give(from.Brand, from.Available) : null;
        return wanted > 0 ? new PaymentPlan.Get(from.Brand, wanted) : null;
    }

    /// <summary>Coins that a purchase earns: one for each whole pound paid in money, as the brand's programme
    /// says.</summary>
    public static long Earned(long amountPence, long redeemedUnits, Brand at) =>
        (amountPence - PaidByCoins(redeemedUnits, at)) / ReplayAlliance.PencePerCoin;

    /// <summary>The pence that redeemed coins pay.</summary>
    public static long PaidByCoins(long redeemedUnits, Brand at) =>
        redeemedUnits * at.OnValue / ReplayAlliance.UnitsPerPenny;

    /// <summary>Whether the row's purchase is placed as an order, if coins do not pay too much of it: one that earns
    /// nothing is not.</summary>
    public static bool MayPlaceOrder(long amountPence) => amountPence >= ReplayAlliance.PencePerCoin;

    /// <summary>Coins that a refund takes back.</summary>
    public static long ClawedBack(long amountPence) => -amountPence / 100;

    /// <summary>Whether the row leaves a command whatever the member holds: at least half of a purchase is paid in
    /// money.</summary>
    public static bool SurelyLeavesCommand(long amountPence) => amountPence is <= -100 or >= 200;
}
