namespace Federation.Ledger;

/// <summary>How far an adjustment is. That its time has passed is no stage: whoever reads it sees that.</summary>
internal enum AdjustmentStage
{
    Proposed = 1,
    Approved = 2,
    Booked = 3,
    Rejected = 4,
    Refused = 5,
}
