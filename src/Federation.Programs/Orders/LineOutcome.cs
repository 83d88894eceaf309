using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What became of a line of a correction.</summary>
/// <param name="State">Its state from now on.</param>
/// <param name="Units">What was posted.</param>
/// <param name="Journal">By which journal; null where nothing was.</param>
/// <param name="RefusalReason">Why it was refused; empty where it was not.</param>
internal sealed record LineOutcome(CorrectionLineState State, long Units, Guid? Journal, string RefusalReason)
{
    /// <summary>Of a line that the ledger has posted.</summary>
    public static LineOutcome Posted(CorrectionDetail detail, string journal) => new(
        detail.PostedUnits == detail.DifferenceUnits
            ? CorrectionLineState.Posted
            : CorrectionLineState.PartlyPosted,
        detail.PostedUnits, JournalId.Parse(journal).Value, "");

    /// <summary>Of a line whose orders were changed meanwhile.</summary>
    public static LineOutcome Changed { get; } = new(CorrectionLineState.OrdersChanged, 0, null, "");

    /// <param name="reason">An ErrorReason without its prefix.</param>
    public static LineOutcome Refused(string reason) => new(CorrectionLineState.Refused, 0, null, reason);
}
