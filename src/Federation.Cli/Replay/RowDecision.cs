namespace Federation.Cli.Replay;

/// <summary>What one of a member's coins would give at a till.</summary>
/// <param name="Brand">The id of the coin and of its brand.</param>
/// <param name="Available">The coins that the member can spend.</param>
/// <param name="Gives">The till's coins that all of them would give.</param>
internal readonly record struct Offer(string Brand, long Available, long Gives);

/// <summary>A payment to ask for: all of the source's coins, or exactly so many of the till's.</summary>
/// <param name="Source">The brand whose coins pay.</param>
/// <param name="PayUnits">The source coins to pay with; null: as many as <paramref name="AmountUnits"/> take.</param>
/// <param name="AmountUnits">The till's coins to get; null: as many as <paramref name="PayUnits"/> give.</param>
internal readonly record struct PaymentPlan(string Source, long? PayUnits, long? AmountUnits);

/// <summary>What a row comes to: pure, in exact integers. The alliance reckons the exchange itself; its word counts.</summary>
internal static class RowDecision
{
    /// <summary>The till's coins that half of a purchase is worth.</summary>
    public static long Wanted(long amountPence, Brand at) => amountPence / 2 * ReplayAlliance.UnitsPerPenny / at.Asks;

    /// <summary>How a member pays half of a purchase with coins of another brand; null where it does not.</summary>
    public static PaymentPlan? PlanPayment(long amountPence, Brand at, IEnumerable<Offer> offers)
    {
        var source = offers.Where(o => o.Brand != at.Id && o.Available >= ReplayAlliance.FewestCoinsToPay)
            .OrderBy(o => o.Brand, StringComparer.Ordinal).Select(o => (Offer?)o).FirstOrDefault();
        if (source is not { } from)
            return null;
        var wanted = Wanted(amountPence, at);
        if (from.Gives <= wanted)
            return from.Gives > 0 ? new PaymentPlan(from.Brand, from.Available, null) : null;
        return wanted > 0 ? new PaymentPlan(from.Brand, null, wanted) : null;
    }

    /// <summary>Coins that a purchase earns: one for each whole 100 pence paid in money.</summary>
    public static long Earned(long amountPence, long redeemedUnits, Brand at) =>
        (amountPence - redeemedUnits * at.Asks / ReplayAlliance.UnitsPerPenny) / 100;

    /// <summary>Coins that a refund takes back.</summary>
    public static long ClawedBack(long amountPence) => -amountPence / 100;

    /// <summary>Whether the row leaves a command whatever the member holds: at least half of a purchase is paid in money.</summary>
    public static bool SurelyLeavesCommand(long amountPence) => amountPence is <= -100 or >= 200;
}
