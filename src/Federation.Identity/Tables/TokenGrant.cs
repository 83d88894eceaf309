namespace Federation.Identity;

/// <summary>An authorization code that was exchanged for tokens, which it is once, and the refresh tokens that followed
/// from it.</summary>
public sealed class TokenGrant
{
    /// <summary>The code's.</summary>
    public required Guid Id { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>How often its refresh token was replaced.</summary>
    public long RefreshNumber { get; set; }

    /// <summary>When tokens were last issued.</summary>
    public required DateTimeOffset Time { get; set; }
}
