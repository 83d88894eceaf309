using Federation.Partners.V1;

namespace Federation.Web;

/// <summary>A credential with the secret that it got just now.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Secret">Its secret; empty where the form was sent before, and the secret was shown then.</param>
public sealed record MadeCredential(Credential Credential, string Secret);
