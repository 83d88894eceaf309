namespace Federation.Client;

/// <summary>The token endpoint said no: the credential is wrong, revoked, or asks for scopes that it may not
/// have.</summary>
public sealed class TokenRefusedException(string error, string description) : Exception($"{error}: {description}")
{
    /// <summary>The OAuth 2 error code, for instance <c>invalid_client</c>.</summary>
    public string Error { get; } = error;
}
