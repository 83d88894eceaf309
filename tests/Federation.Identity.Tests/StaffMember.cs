namespace Federation.Identity.Tests;

/// <summary>A person of a brand or of the alliance who has set up a password and an app.</summary>
/// <param name="Id">The user's.</param>
/// <param name="Brand">The brand's id; empty for the alliance.</param>
/// <param name="Person">What the person is called there.</param>
/// <param name="Password">The password.</param>
/// <param name="App">The app's key.</param>
/// <param name="Recovery">The recovery codes.</param>
internal sealed record StaffMember(
    Guid Id, string Brand, string Person, string Password, TotpKey App, IReadOnlyList<string> Recovery);
