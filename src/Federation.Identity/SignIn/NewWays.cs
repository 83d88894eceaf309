namespace Federation.Identity;

/// <summary>What a form sets up, checked.</summary>
/// <param name="PasswordHash">What is kept of the password; null where it stays.</param>
/// <param name="Key">The app's key.</param>
/// <param name="Step">The step of the code by which the app has shown that it has the key.</param>
internal sealed record NewWays(string? PasswordHash, TotpKey Key, long Step);
