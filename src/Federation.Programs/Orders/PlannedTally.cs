using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>How a step moves a tally.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Units">By how much; or to what, if it is put back.</param>
/// <param name="Expected">Only if it is still that, it is put back. Null: it is added.</param>
internal sealed record PlannedTally(TallyKey Key, long Units, long? Expected = null);
