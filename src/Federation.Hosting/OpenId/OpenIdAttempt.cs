using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Hosting;

/// <summary>What is made up for one way to an OpenID Connect provider and back, and kept for the browser that
/// goes.</summary>
/// <param name="State">By which the answer is known.</param>
/// <param name="Nonce">By which the identity token is known.</param>
/// <param name="Verifier">By which the code is exchanged (PKCE).</param>
public sealed record OpenIdAttempt(string State, string Nonce, string Verifier)
{
    private const int Bytes = 32;

    public static OpenIdAttempt New() => new(Random(), Random(), Random());

    /// <summary>The challenge to the verifier: its SHA-256.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Whether an answer is to this attempt. Whoever did not ask is not signed in: else a stranger could sign
    /// a browser in as somebody else.</summary>
    public bool IsOf(string? state) => state is not null && CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
