namespace Federation.Identity;

/// <summary>A browser in which a member is signed in.</summary>
public sealed class MemberSession : SignInSession
{
    /// <summary>How long a member stays signed in.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>Null while a brand's link is all that opened it.</summary>
    public Guid? UserId { get; set; }

    public required Guid MemberId { get; init; }

    /// <summary>Ids of the brands whose links opened it, with one space between them; empty once it has a user, whose
    /// brands count then.</summary>
    public required string LinkBrands { get; set; }

    public string[] LinkBrandList => LinkBrands.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public override Guid? User => UserId;
}
