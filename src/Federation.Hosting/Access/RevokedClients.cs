using System.Collections.Frozen;

namespace Federation.Hosting;

/// <summary>
/// The OAuth clients that were revoked within the life of a token, as of the newest directory: what they still hold is
/// refused. A process without a directory, such as a gateway alone, knows of none; the modules behind it refuse.
/// </summary>
public sealed class RevokedClients
{
    private volatile FrozenSet<string> ids = [];

    public bool Contains(string? clientId) => clientId is not null && ids.Contains(clientId);

    public void Set(IEnumerable<string> clientIds) => ids = clientIds.ToFrozenSet(StringComparer.Ordinal);
}
