namespace Federation.Identity;

/// <summary>How a person signed in, as tokens say it in <c>acr</c>.</summary>
internal static class SignInWay
{
    /// <summary>A brand's link: it shows nothing but that the brand knows the member.</summary>
    public const string Link = "link";

    /// <summary>A one-time code to an address of the user's.</summary>
    public const string Code = "code";

    public const string Passkey = "passkey";

    /// <summary>Staff: a password, then a code of an authenticator app.</summary>
    public const string PasswordTotp = "password_totp";

    /// <summary>Staff: a password, then a recovery code.</summary>
    public const string Recovery = "recovery";

    /// <summary>Staff that was signed in has confirmed it with a code of its authenticator app.</summary>
    public const string Totp = "totp";

    /// <summary>Staff: the company's own authority has said who it is.</summary>
    public const string Authority = "authority";
}
