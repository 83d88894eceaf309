namespace Federation.Identity;

/// <summary>The addresses of the sign-in pages, below the sign-in address.</summary>
internal static class SignInPaths
{
    public const string SignIn = "/signin";
    public const string Code = SignIn + "/code";
    public const string TryCode = Code + "/try";
    public const string PasskeyOptions = SignIn + "/passkey/options";
    public const string Passkey = SignIn + "/passkey";
    public const string Link = SignIn + "/link";
    public const string Out = SignIn + "/out";
    public const string Look = SignIn + "/look";
    public const string Staff = SignIn + "/staff";
    public const string SecondStep = Staff + "/second";
    public const string Recovery = Staff + "/recovery";
    public const string Confirm = SignIn + "/confirm";
    public const string ConfirmByApp = Confirm + "/app";
    public const string Invitation = SignIn + "/invitation";
    public const string Security = SignIn + "/security";
    public const string AddContact = Security + "/contact";
    public const string RemoveContact = Security + "/contact/remove";
    public const string NewPasskeyOptions = Security + "/passkey/options";
    public const string AddPasskey = Security + "/passkey";
    public const string RemovePasskey = Security + "/passkey/remove";
    public const string EndSession = Security + "/session/end";

    public const string Password = Security + "/password";
    public const string RemovePassword = Password + "/remove";
    public const string App = Security + "/app";
    public const string AddExternalName = Security + "/authority";
    public const string RemoveExternalName = AddExternalName + "/remove";
    public const string NewRecovery = Security + "/recovery";

    private const string Authorize = IdentityModule.AuthorizePath + "?";

    /// <summary>The sign-in page, from which people go on to where they came from.</summary>
    public static string ToSignIn(string back) => With(SignIn, back);

    /// <summary>Where somebody who is signed in shows again who it is, and goes on from.</summary>
    public static string ToConfirm(string back) => With(Confirm, back);

    public static string With(string path, string? back) =>
        back is null ? path : $"{path}?return_to={Uri.EscapeDataString(back)}";

    /// <summary>Where to go on to: back to a request of a client's, or to the security page. Nowhere else, whatever
    /// the address says.</summary>
    public static string Onward(string? back) => IsOurs(back) ? back! : Security;

    /// <summary>Whether an address is one to go back to.</summary>
    public static bool IsOurs(string? back) => back is not null && !back.Any(char.IsControl)
        && (back == Security || back.StartsWith(Authorize, StringComparison.Ordinal));
}
