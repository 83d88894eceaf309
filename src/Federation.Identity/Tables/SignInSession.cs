namespace Federation.Identity;

/// <summary>A browser in which a person is signed in.</summary>
public sealed class SignInSession
{
    /// <summary>The <c>sid</c> of its tokens. It opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the cookie.</summary>
    public required byte[] SecretHash { get; set; }

    /// <summary>Null while a brand's link is all that opened it.</summary>
    public Guid? UserId { get; set; }

    public required Guid MemberId { get; init; }

    /// <summary>Ids of the brands whose links opened it, with one space between them; empty once it has a user, whose
    /// brands count then.</summary>
    public required string LinkBrands { get; set; }

    public string[] LinkBrandList => LinkBrands.Split(' ', StringSplitOptions.RemoveEmptyEntries);

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
}
