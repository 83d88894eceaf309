namespace Federation.Exchange;

/// <summary>How a payment is made up, or how much is missing.</summary>
/// <param name="Legs">What each coin contributes, in the order of preference; empty where units are missing.</param>
/// <param name="Loss">
/// What the source units are worth above the target units, in settlement units. Negative where a pair's own rate is
/// better than the coins' values. 128 bits: amounts of 62 bits times values of 40.
/// </param>
/// <param name="MissingUnits">
/// Target units that the coins cannot give; 0 where the legs add up. Where minimums stand in the way, no way was found
/// to pay more without paying too much.
/// </param>
internal sealed record PaymentPlan(IReadOnlyList<PlannedLeg> Legs, Int128 Loss, long MissingUnits);
