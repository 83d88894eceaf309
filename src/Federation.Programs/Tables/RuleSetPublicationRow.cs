namespace Federation.Programs;

/// <summary>That a rule set is in force from a moment on. A rule set may be published several times.</summary>
internal sealed class RuleSetPublicationRow
{
    /// <summary>1, 2, 3 and so on over all programmes: what is after the greatest that a process knows is new to
    /// it.</summary>
    public required long LogNumber { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>1, 2, 3 and so on within the programme, in the order in which publications were decided.</summary>
    public required long Sequence { get; init; }

    /// <summary>The rule set.</summary>
    public required long Number { get; init; }

    /// <summary>From when on, in alliance time; never before that of an earlier publication.</summary>
    public required DateTimeOffset PublishTime { get; init; }

    /// <summary>When it was asked for, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The credential that asked for it.</summary>
    public required string Publisher { get; init; }
}
