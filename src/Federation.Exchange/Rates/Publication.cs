namespace Federation.Exchange;

/// <summary>That a board is in force from a moment of alliance time on.</summary>
internal readonly record struct Publication(long Sequence, long BoardNumber, DateTimeOffset PublishTime);
