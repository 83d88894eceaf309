namespace Federation.Identity;

/// <summary>What a form brings with which staff sets up a password, an app, or both.</summary>
/// <param name="Password">The new password.</param>
/// <param name="Key">The app's key, sealed for the user: the page that showed it has nothing else of it.</param>
/// <param name="Code">What the app shows.</param>
internal sealed record PasswordAndApp(string Password, string Key, string Code)
{
    public static PasswordAndApp Of(string? password, string? key, string? code) =>
        new(password ?? "", key ?? "", code ?? "");
}
