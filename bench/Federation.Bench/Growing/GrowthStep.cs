namespace Federation.Bench;

/// <summary>A million journals, or a part.</summary>
/// <param name="Journals">How many there were then.</param>
/// <param name="Counted">How many of them are this step's.</param>
/// <param name="PerSecond">How fast they were posted.</param>
/// <param name="P50Ms">The median latency of a command.</param>
/// <param name="P99Ms">What one command of a hundred exceeded.</param>
/// <param name="DatabaseBytes">How large the database was then.</param>
/// <param name="WorkingSetMib">What the node had resident then.</param>
/// <param name="ManagedMib">What its managed heap held then.</param>
internal sealed record GrowthStep(
    long Journals, long Counted, double PerSecond, double P50Ms, double P99Ms, long DatabaseBytes,
    double? WorkingSetMib, double ManagedMib);
