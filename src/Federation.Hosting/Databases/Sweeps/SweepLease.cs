namespace Federation.Hosting;

/// <summary>Work on a module's tables that one node does at a time. That two do it at once is waste, not
/// harm.</summary>
public sealed class SweepLease
{
    /// <summary>The work.</summary>
    public required string Name { get; init; }

    public required Guid Owner { get; set; }

    /// <summary>Until when the owner holds it, in system time.</summary>
    public required DateTimeOffset Until { get; set; }
}
