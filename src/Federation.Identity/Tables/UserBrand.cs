namespace Federation.Identity;

/// <summary>A brand whose customer a user has shown to be, by the brand's own sign-in link.</summary>
public sealed class UserBrand
{
    public required Guid UserId { get; init; }

    public required string PartnerId { get; init; }

    public required DateTimeOffset Time { get; init; }
}
