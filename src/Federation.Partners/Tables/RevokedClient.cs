namespace Federation.Partners;

/// <summary>A credential's OAuth client that was revoked, or a person's session that was ended. The row goes once no
/// token of it can be good any more.</summary>
public sealed class RevokedClient
{
    /// <summary>The client's id, or the session's, a UUID.</summary>
    public required string ClientId { get; init; }

    /// <summary>When this module wrote it down, in system time.</summary>
    public required DateTimeOffset Time { get; init; }
}
