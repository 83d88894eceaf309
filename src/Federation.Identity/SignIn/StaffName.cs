namespace Federation.Identity;

/// <summary>For whom somebody works, and what they are called there, as typed: what nobody is called stays what it is,
/// so that looking for it takes the same work.</summary>
/// <param name="Owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
/// <param name="Person">The person's name with the owner.</param>
internal sealed record StaffName(string Owner, string Person)
{
    private const int LongestPerson = 64;
    private const string Nobody = "";

    /// <param name="brand">A brand's id; nothing for the alliance itself.</param>
    /// <param name="person">The person.</param>
    public static StaffName Read(string? brand, string? person)
    {
        var (typed, name) = (Plain(brand), Plain(person));
        var owner = typed is "" or ClientForm.Alliance
            ? ClientForm.Alliance : ResourceNames.IsId(typed) ? ResourceNames.Partner(typed) : Nobody;
        var isName = name.Length is > 0 and <= LongestPerson
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
        return new StaffName(owner, isName ? name : Nobody);
    }

    private static string Plain(string? typed) => (typed ?? "").Trim().ToLowerInvariant();
}
