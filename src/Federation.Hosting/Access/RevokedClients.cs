using System.Collections.Frozen;

namespace Federation.Hosting;

/// <summary>
/// The OAuth clients that were revoked, and the sessions that were ended, within the life of a token, as of the newest
/// directory: what they still hold is refused. A process without a directory, such as a gateway alone, knows of none;
/// the modules behind it refuse.
/// </summary>
public sealed class RevokedClients
{
    private volatile FrozenSet<string> ids = [];

    /// <summary>Whether what a caller holds is no longer good.</summary>
    public bool Contain(Caller caller) => Contains(caller.ClientId) || Contains(caller.Session);

    public void Set(IEnumerable<string> clientsAndSessions) =>
        ids = clientsAndSessions.ToFrozenSet(StringComparer.Ordinal);

    public bool Contains(string? id) => id is not null && ids.Contains(id);
}
