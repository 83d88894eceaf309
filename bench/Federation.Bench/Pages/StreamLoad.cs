namespace Federation.Bench;

/// <summary>What open streams hold, and what they cost while nothing happens.</summary>
/// <param name="Streams">How many.</param>
/// <param name="PagesMiB">By how much the pages' process grew.</param>
/// <param name="AllianceMiB">By how much the gateway and the modules behind it grew.</param>
/// <param name="PagesInAllMiB">What the pages' process held in all.</param>
/// <param name="PagesCores">Processors that the pages' process kept busy.</param>
/// <param name="AllianceCores">The same of the alliance's.</param>
internal sealed record StreamLoad(
    int Streams, double? PagesMiB, double? AllianceMiB, double? PagesInAllMiB, double PagesCores,
    double AllianceCores);
