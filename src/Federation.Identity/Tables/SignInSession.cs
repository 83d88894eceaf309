namespace Federation.Identity;

/// <summary>A browser in which a person is signed in: a <see cref="MemberSession"/> or a <see cref="StaffSession"/>, in
/// a table each.</summary>
public abstract class SignInSession
{
    private protected SignInSession()
    {
    }

    /// <summary>The <c>sid</c> of its tokens. It opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie.</summary>
    public required byte[] SecretHash { get; set; }

    /// <summary>How the person last signed in: a value of <see cref="SignInWay"/>.</summary>
    public required string Way { get; set; }

    /// <summary>When the person last signed in or confirmed it.</summary>
    public required DateTimeOffset AuthTime { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public required DateTimeOffset ExpireTime { get; init; }

    /// <summary>When tokens were last fetched.</summary>
    public required DateTimeOffset SeenTime { get; set; }

    public DateTimeOffset? EndTime { get; set; }

    /// <summary>The browser, as it calls itself: at most 200 characters.</summary>
    public required string Agent { get; init; }

    /// <summary>The user; null while a brand's link is all that opened it.</summary>
    public abstract Guid? User { get; }

    /// <summary>Whether it is good at a time.</summary>
    public virtual bool IsGood(DateTimeOffset now) => EndTime is null && ExpireTime > now;
}
