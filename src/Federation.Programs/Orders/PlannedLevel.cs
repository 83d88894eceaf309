namespace Federation.Programs;

/// <summary>What becomes of the level that an award gives.</summary>
/// <param name="Award">Its place in the evaluation.</param>
/// <param name="Gives">Whether it is given now; otherwise it is taken back, unless it was before.</param>
internal sealed record PlannedLevel(int Award, bool Gives);
