using System.Text.Json;

namespace Federation.Identity.Tests;

/// <summary>A person of a brand or of the alliance who is signed in.</summary>
/// <param name="Browser">Its browser.</param>
/// <param name="Tokens">What the pages got for it.</param>
/// <param name="Users">The service, with its access token.</param>
internal sealed record SignedInStaff(
    TestBrowser Browser, JsonElement Tokens, V1.UserService.UserServiceClient Users) : IDisposable
{
    public void Dispose() => Browser.Dispose();
}
