namespace Federation.Identity;

/// <summary>A client and its secret, to be shown once.</summary>
public sealed record ClientCredential(string ClientId, string ClientSecret);
