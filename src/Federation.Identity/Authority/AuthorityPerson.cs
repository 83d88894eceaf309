namespace Federation.Identity;

/// <summary>Whom the company's own authority has signed in.</summary>
/// <param name="Hash">By which a user is found.</param>
/// <param name="Shown">What the authority calls the person.</param>
/// <param name="AuthTime">When the person signed in there.</param>
/// <param name="Acr">How strongly, in the authority's words; null where it does not say.</param>
internal sealed record AuthorityPerson(byte[] Hash, string Shown, DateTimeOffset AuthTime, string? Acr);
