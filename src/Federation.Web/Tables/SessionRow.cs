namespace Federation.Web;

/// <summary>Somebody who is signed in with one browser.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of what the browser's cookie holds: who reads the table cannot be that person.</summary>
    public required byte[] Hash { get; init; }

    public required SessionKind Kind { get; init; }

    /// <summary>Who, as the issuer calls them.</summary>
    public required string Subject { get; init; }

    /// <summary>What they are called on pages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Their tokens, sealed.</summary>
    public required byte[] Tokens { get; set; }

    /// <summary>Grows by one with each renewal of the tokens.</summary>
    public required long TokensVersion { get; set; }

    /// <summary>Which node renews the tokens; null: none does.</summary>
    public Guid? RenewalOwner { get; set; }

    /// <summary>Until when that node may.</summary>
    public DateTimeOffset? RenewalUntil { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When a request came last, to the minute.</summary>
    public required DateTimeOffset SeenTime { get; set; }

    /// <summary>When it ends, whatever happens.</summary>
    public required DateTimeOffset ExpireTime { get; init; }
}
