namespace Federation.Identity;

/// <summary>A one-time code that was asked for, for an address that may be nobody's: an answer must not tell.</summary>
public sealed class SignInCode
{
    /// <summary>SHA-256 of what the browser keeps in a cookie: another browser's guesses do not count against
    /// it.</summary>
    public required byte[] FlowHash { get; init; }

    /// <summary>As <see cref="ContactAddress"/> writes it.</summary>
    public required string Address { get; init; }

    /// <summary>Where it was asked for from, an IP address.</summary>
    public required string From { get; init; }

    /// <summary>The session that adds the address; null where somebody signs in.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>HMAC-SHA256 of flow and code under a key of the alliance's: six digits alone are soon found.</summary>
    public required byte[] CodeMac { get; init; }

    public int Tries { get; set; }

    public bool Used { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public required DateTimeOffset ExpireTime { get; init; }
}
