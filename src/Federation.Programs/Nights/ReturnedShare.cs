using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What a member returned of what it bought. Pure.</summary>
/// <param name="Orders">Its orders that were not cancelled.</param>
/// <param name="ReturnedOrders">Those of them of which something was returned.</param>
/// <param name="BoughtMinorUnits">What they came to.</param>
/// <param name="BackMinorUnits">What of that was paid back for returned goods.</param>
internal sealed record ReturnedShare(
    int Orders, int ReturnedOrders, long BoughtMinorUnits, long BackMinorUnits)
{
    public static ReturnedShare Of(IReadOnlyCollection<BoughtOrder> orders)
    {
        var kept = orders.Where(o => o.History.Now.State != OrderState.Cancelled).ToList();
        var backs = kept.ConvertAll(o => BackOf(o.History));
        return new ReturnedShare(
            kept.Count, backs.Count(b => b > 0), kept.Sum(o => o.Record.Result.TotalMinorUnits), backs.Sum());
    }

    /// <summary>Whether it is as much as is looked for.</summary>
    public bool Reaches(NightlyTerms terms) =>
        ReturnedOrders >= terms.ReturnOrders && BackMinorUnits >= terms.ReturnMinorUnits
        && (Int128)BackMinorUnits * Units.BasisPoints >= (Int128)BoughtMinorUnits * terms.ReturnBasisPoints;

    private static long BackOf(OrderHistory history) => Enumerable.Range(0, history.Count)
        .Where(step => history.Steps[step].ReturnId.Length > 0).Sum(step => history.BackOf(step).MinorUnits);
}
