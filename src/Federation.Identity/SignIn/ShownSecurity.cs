namespace Federation.Identity;

/// <summary>What the security page shows.</summary>
/// <param name="Session">The browser's own session.</param>
/// <param name="Brands">Ids of the brands that it may see.</param>
/// <param name="Contacts">Where the user gets codes.</param>
/// <param name="Passkeys">The user's passkeys.</param>
/// <param name="Sessions">Where the user is signed in.</param>
public sealed record ShownSecurity(
    SignInSession Session, IReadOnlyList<string> Brands, IReadOnlyList<ContactAddress> Contacts,
    IReadOnlyList<PasskeyRow> Passkeys, IReadOnlyList<SignInSession> Sessions)
{
    /// <summary>Whether a way in may be removed: not the last one.</summary>
    public bool MayRemove => Contacts.Count + Passkeys.Count > 1;
}
