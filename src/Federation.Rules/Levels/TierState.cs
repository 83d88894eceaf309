using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A member's level.</summary>
/// <param name="Level">Its place in the scheme, from 0.</param>
/// <param name="Counted">What was counted in the current period.</param>
internal readonly record struct TierState(int Level, long Counted)
{
    /// <summary>The level with what is missing to the next one.</summary>
    public TierStanding Standing(TierScheme scheme)
    {
        var next = Level + 1 < scheme.Levels.Count ? scheme.Levels[Level + 1] : null;
        return new TierStanding
        {
            Scheme = scheme.Id,
            Level = scheme.Levels[Level].Id,
            Counted = Counted,
            NextLevel = next?.Id ?? "",
            Missing = Math.Max(0, (next?.Threshold ?? Counted) - Counted),
        };
    }
}
