namespace Federation.Exchange;

/// <summary>That a board is in force from a moment on. A board may be published several times.</summary>
internal sealed class PublicationRecord
{
    /// <summary>1, 2, 3 and so on, without gaps, in the order in which publications were decided.</summary>
    public required long Sequence { get; init; }

    public required long BoardNumber { get; init; }

    /// <summary>From when on, in alliance time; never before that of an earlier publication.</summary>
    public required DateTimeOffset PublishTime { get; init; }

    /// <summary>When it was asked for, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>The principal who asked for it; empty for what is older than this record.</summary>
    public required string Publisher { get; init; }

    /// <summary>Why, although it deviates from the board that was in force; empty where it did not.</summary>
    public required string Reason { get; init; }
}
