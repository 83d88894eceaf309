using System.Diagnostics.CodeAnalysis;

namespace Federation.Identity;

/// <summary>The name of a person: <c>partners/{id}/users/{person}</c> or <c>alliance/users/{person}</c>.</summary>
/// <param name="Owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
/// <param name="Person">What the owner calls the person.</param>
internal sealed record StaffName(string Owner, string Person)
{
    private const string Collection = "/users/";
    private const string Sessions = "/sessions/";

    public bool IsOfAlliance => Owner == ResourceNames.Alliance;

    public static bool IsOwner(string name) =>
        name == ResourceNames.Alliance || ResourceNames.TryPartner(name, out _);

    public static bool TryRead(string text, [NotNullWhen(true)] out StaffName? name)
    {
        var at = text.IndexOf(Collection, StringComparison.Ordinal);
        name = at < 0 ? null : new StaffName(text[..at], text[(at + Collection.Length)..]);
        if (name is null || !IsOwner(name.Owner) || !Principal.TryPerson(name.Person, out _))
            name = null;
        return name is not null;
    }

    /// <summary>Reads <c>{user}/sessions/{uuid}</c>.</summary>
    public static bool TryReadSession(string text, [NotNullWhen(true)] out StaffName? name, out Guid session)
    {
        var at = text.IndexOf(Sessions, StringComparison.Ordinal);
        (name, session) = (null, default);
        return at >= 0 && TryRead(text[..at], out name)
            && Uuids.TryParse(text.AsSpan(at + Sessions.Length), out session);
    }

    public string Session(Guid id) => $"{this}{Sessions}{id:D}";

    public override string ToString() => Owner + Collection + Person;
}
