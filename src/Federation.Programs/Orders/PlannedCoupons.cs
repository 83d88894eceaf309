namespace Federation.Programs;

/// <summary>What becomes of the coupons that an award gives.</summary>
/// <param name="Award">Its place in the evaluation.</param>
/// <param name="Quantity">How many the member has afterwards.</param>
/// <param name="Gives">Whether they are given now; otherwise those beyond that are taken back.</param>
internal sealed record PlannedCoupons(int Award, int Quantity, bool Gives);
