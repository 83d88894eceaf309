namespace Federation.Bench;

/// <summary>What a page cost at a constant rate.</summary>
/// <param name="P50Ms">Half of the visits were answered within it.</param>
/// <param name="P95Ms">19 of 20 were.</param>
/// <param name="PagesCpuMs">Processor time of the pages' process, for each visit.</param>
/// <param name="AllianceCpuMs">The same of the gateway and the modules behind it.</param>
/// <param name="Failed">How many visits were answered with an error, or not at all.</param>
internal sealed record PageLoad(double P50Ms, double P95Ms, double PagesCpuMs, double AllianceCpuMs, long Failed);
