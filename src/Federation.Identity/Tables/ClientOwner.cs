namespace Federation.Identity;

/// <summary>
/// An owner of clients and people. Each command that adds or changes one counts it up first: the row's lock is held
/// until the commit, so that what the command has seen of the owner's others stays true.
/// </summary>
public sealed class ClientOwner
{
    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public required string Owner { get; init; }

    public long Revision { get; set; }
}
