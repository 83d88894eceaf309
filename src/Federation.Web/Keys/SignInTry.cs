namespace Federation.Web;

/// <summary>What was sent to the issuer, kept by the browser that will come back, sealed.</summary>
/// <param name="State">What the issuer must send back: the answer is to this browser's own question.</param>
/// <param name="Nonce">What the identity token must name.</param>
/// <param name="Verifier">The secret of PKCE: the code is of no use to others.</param>
/// <param name="Return">The page to go to.</param>
/// <param name="ExpireTime">Until when the answer is waited for.</param>
/// <param name="Fresh">Whether the person had to prove anew who they are.</param>
internal sealed record SignInTry(
    string State, string Nonce, string Verifier, string Return, DateTimeOffset ExpireTime, bool Fresh);
