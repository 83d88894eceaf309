namespace Federation.Programs;

/// <summary>That a member is in a segment.</summary>
internal sealed class SegmentMemberRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The segment's id.</summary>
    public required string Segment { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }
}
