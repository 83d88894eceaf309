namespace Federation.Identity;

/// <summary>For whom somebody works, and what they are called there, as typed. What nobody is called becomes nobody's
/// name, so that looking for it takes the same work.</summary>
/// <param name="Owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
/// <param name="Person">The person's name with the owner.</param>
internal sealed record TypedName(string Owner, string Person)
{
    private const string Nobody = "";

    /// <param name="brand">A brand's id; nothing for the alliance itself.</param>
    /// <param name="person">The person.</param>
    public static TypedName Read(string? brand, string? person)
    {
        var (typed, name) = (Plain(brand), Plain(person));
        var owner = typed is "" or ResourceNames.Alliance
            ? ResourceNames.Alliance : ResourceNames.IsId(typed) ? ResourceNames.Partner(typed) : Nobody;
        return new TypedName(owner, Principal.TryPerson(name, out _) ? name : Nobody);
    }

    private static string Plain(string? typed) => (typed ?? "").Trim().ToLowerInvariant();
}
