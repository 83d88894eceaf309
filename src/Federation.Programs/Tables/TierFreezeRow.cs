namespace Federation.Programs;

/// <summary>Days on which levels do not fall below what they were on the first of them. Nothing of it changes but that
/// it is undone.</summary>
internal sealed class TierFreezeRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The id by which the brand sees the member; <see cref="Guid.Empty"/> for everyone of the
    /// programme.</summary>
    public required Guid Member { get; init; }

    /// <summary>The first of the programme's days, counted from 1970-01-01.</summary>
    public required int FromDay { get; init; }

    /// <summary>The first day on which levels fall again.</summary>
    public required int ToDay { get; init; }

    public required string Reason { get; init; }

    /// <summary>The credential that froze them.</summary>
    public required string Creator { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>From when on it does not count, in alliance time; null while it does.</summary>
    public DateTimeOffset? UnfreezeTime { get; set; }
}
