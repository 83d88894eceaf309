namespace Federation.Ledger;

/// <summary>How a bundle moves a tally, and what must hold.</summary>
/// <param name="Tally">Which one.</param>
/// <param name="Units">By how much, or to what.</param>
internal sealed record TallyStep(Guid Tally, long Units)
{
    /// <summary>Whether the tally is set to the units; otherwise they are added.</summary>
    public bool Sets { get; init; }

    /// <summary>The most that it may be afterwards.</summary>
    public long AtMost { get; init; } = long.MaxValue;

    /// <summary>The least that it may be afterwards.</summary>
    public long AtLeast { get; init; } = long.MinValue;

    /// <summary>What it must be before: the decision rested on it.</summary>
    public long? Expected { get; init; }

    /// <summary>The system time until which it may move; null: always.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
