namespace Federation.Rewards;

/// <summary>A round of a draw that has begun: somebody has won prizes. Whoever tells them follows these rows.</summary>
internal sealed class DrawRoundRow
{
    /// <summary>From 1 on, one more for each: two that begin at the same moment meet in this key, so none is written
    /// behind one that was read.</summary>
    public required long Number { get; init; }

    public required string PartnerId { get; init; }

    public required string DrawId { get; init; }

    /// <summary>Which of the draw's rounds, from 1 on.</summary>
    public required int Round { get; init; }

    /// <summary>When it began, in alliance time.</summary>
    public required DateTimeOffset StartTime { get; init; }
}
