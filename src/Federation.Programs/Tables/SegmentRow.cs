namespace Federation.Programs;

/// <summary>A list of members that a brand uploads.</summary>
internal sealed class SegmentRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>Its id, without <c>segments/</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How many members are in it.</summary>
    public long Members { get; set; }

    /// <summary>When it was last changed, in alliance time.</summary>
    public DateTimeOffset UpdateTime { get; set; }
}
