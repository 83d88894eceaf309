namespace Federation.Programs;

/// <summary>That a member gave another one's code, whether that counted or was refused. From these rows circles are
/// known.</summary>
internal sealed class ReferralAttemptRow
{
    public required string PartnerId { get; init; }

    /// <summary>The id by which the brand sees who gave the code.</summary>
    public required Guid Member { get; init; }

    /// <summary>The id by which the brand sees whose code it was.</summary>
    public required Guid Owner { get; init; }

    /// <summary>When it was given for the first time, in alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}
