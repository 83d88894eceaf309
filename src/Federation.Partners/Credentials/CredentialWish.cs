using Federation.Partners.V1;

namespace Federation.Partners;

/// <summary>What a caller asks of a new credential, created or proposed.</summary>
internal sealed record CredentialWish(
    string DisplayName, CredentialRole Role, IReadOnlyCollection<string> Scopes, string Person);
