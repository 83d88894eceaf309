using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>An order that a member has placed.</summary>
/// <param name="Record">Its decision, without the terms.</param>
/// <param name="History">What became of it.</param>
internal sealed record BoughtOrder(EvaluationRecord Record, OrderHistory History)
{
    /// <summary>What of its money is kept, in minor units.</summary>
    public long Kept => History.Now.State == OrderState.Cancelled
        ? 0
        : Record.Result.TotalMinorUnits - (History.Now.Back?.MinorUnits ?? 0);
}
