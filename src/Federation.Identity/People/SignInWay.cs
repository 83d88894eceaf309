namespace Federation.Identity;

/// <summary>How a person signed in, as tokens say it in <c>acr</c>.</summary>
internal static class SignInWay
{
    /// <summary>A brand's link: it shows nothing but that the brand knows the member.</summary>
    public const string Link = "link";

    /// <summary>A one-time code to an address of the user's.</summary>
    public const string Code = "code";

    public const string Passkey = "passkey";
}
