namespace Federation.Rules;

/// <summary>A member's level.</summary>
/// <param name="Level">Its place in the scheme, from 0.</param>
/// <param name="Counted">What was counted in the current period.</param>
internal readonly record struct TierState(int Level, long Counted);
