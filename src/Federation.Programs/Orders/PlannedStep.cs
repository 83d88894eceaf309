using Federation.Ledger.V1;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>The next step of an order, as it is to be booked.</summary>
/// <param name="Detail">What the order is after it.</param>
/// <param name="Coins">The commands that move coins.</param>
/// <param name="Tallies">What it moves besides.</param>
/// <param name="Coupons">Coupons that it gives, or takes back.</param>
/// <param name="Levels">Levels that it gives, or takes back.</param>
/// <param name="Tickets">Tickets of draws that it gives, or takes back; never both.</param>
/// <param name="UsesBack">Coupons whose uses it gives back, with how many.</param>
internal sealed record PlannedStep(
    OrderDetail Detail, IReadOnlyList<BatchItem> Coins, IReadOnlyList<PlannedTally> Tallies,
    IReadOnlyList<PlannedCoupons> Coupons, IReadOnlyList<PlannedLevel> Levels,
    IReadOnlyList<PlannedTickets> Tickets,
    IReadOnlyList<(string Name, int Times)> UsesBack);
