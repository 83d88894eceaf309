namespace Federation.Gateway;

/// <summary>How many calls of an owner were not kept.</summary>
public sealed class RequestGapRow
{
    /// <summary>Its number, which has the time up to which they were counted: see <see cref="RequestNumbers"/>.
    /// </summary>
    public required long Number { get; init; }

    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public required string Owner { get; init; }

    public required long Calls { get; init; }
}
