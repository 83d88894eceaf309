using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>Who acts: a brand, a person of the alliance, a member for itself, a module for itself, or the ledger where
/// time alone ends something. Outcomes are remembered under it. The default one is nobody.</summary>
public readonly record struct Principal
{
    /// <summary>The ledger, where it books what time has ended.</summary>
    public static readonly Principal Ledger = new("ledger");

    private const string Admins = "admins/";
    private const string Modules = "modules/";
    private readonly string? name;

    private Principal(string name) => this.name = name;

    /// <summary><c>partners/{id}</c>, <c>admins/{person}</c>, <c>members/{id}</c>, <c>modules/{name}</c> or
    /// <c>ledger</c>.</summary>
    public string Name => name ?? "";

    /// <summary>The brand that it is; null where it is none.</summary>
    public PartnerId? Partner => PartnerId.TryParse(name, out var id) ? id : null;

    /// <summary>The person of the alliance that it is; null where it is none.</summary>
    public string? Person => After(Name, Admins);

    /// <summary>The member that it is, by its internal id, which nobody outside may see; null where it is
    /// none.</summary>
    public MemberId? Member =>
        Uuids.TryParse(After(Name, ResourceNames.Members), out var id) ? new MemberId(id) : null;

    /// <summary>The module that it is; null where it is none.</summary>
    public string? Module => After(Name, Modules);

    public static Principal Of(PartnerId partner) => new(partner.Name);

    /// <param name="person">2 to 64 of <c>a-z0-9.-</c>.</param>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    public static Principal OfPerson(string person) => Parse(Admins + person);

    /// <summary>The principal of a person of the alliance, if the name is 2 to 64 of <c>a-z0-9.-</c>.</summary>
    public static bool TryPerson(string person, out Principal principal) => TryParse(Admins + person, out principal);

    public static Principal Of(MemberId member) => new(ResourceNames.Members + member);

    /// <param name="name">The module's name.</param>
    /// <exception cref="ArgumentException">It is no id.</exception>
    public static Principal OfModule(string name) => Parse(Modules + name);

    /// <summary>Reads a <see cref="Name"/> that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Principal Parse(string name) => TryParse(name, out var principal)
        ? principal
        : throw new ArgumentException($"'{name}' is no principal.", nameof(name));

    /// <summary>Reads a <see cref="Name"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out Principal principal)
    {
        var good = name is not null && (name == Ledger.name
            || ResourceNames.TryPartner(name, out _)
            || (After(name, Admins) is { } person && IsPerson(person))
            || Uuids.TryParse(After(name, ResourceNames.Members), out _)
            || (After(name, Modules) is { } module && ResourceNames.IsId(module)));
        principal = good ? new Principal(name!) : default;
        return good;
    }

    public override string ToString() => Name;

    private static bool IsPerson(string person) => person.Length is >= 2 and <= 64
        && person.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    private static string? After(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
