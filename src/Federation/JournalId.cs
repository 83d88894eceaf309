namespace Federation;

/// <summary>A journal's id. What follows from one journal alone has its uuid under another prefix: a hold, a payment
/// across brands, an authorization. The default one is no journal's.</summary>
public readonly record struct JournalId(Guid Value)
{
    /// <summary><c>journals/{uuid}</c>.</summary>
    public string Name => NameAs(ResourceNames.Journals);

    /// <summary>The name of the hold that the journal made: <c>holds/{uuid}</c>.</summary>
    public string HoldName => NameAs(ResourceNames.Holds);

    /// <summary><c>{prefix}{uuid}</c>: the name of what the journal is to another module.</summary>
    public string NameAs(string prefix) => string.Concat(prefix, ToString());

    /// <summary>Reads <c>journals/{uuid}</c> of a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static JournalId Parse(string name) =>
        TryParse(name, out var id) ? id : throw new ArgumentException($"'{name}' is no journal's name.", nameof(name));

    /// <summary>Reads <c>journals/{uuid}</c>.</summary>
    public static bool TryParse(string? name, out JournalId id) => TryParse(name, ResourceNames.Journals, out id);

    /// <summary>Reads what <see cref="NameAs"/> wrote.</summary>
    public static bool TryParse(string? name, string prefix, out JournalId id)
    {
        var good = ResourceNames.TryUuid(name, prefix, out var value);
        id = new JournalId(value);
        return good;
    }

    public override string ToString() => Value.ToString("D");
}
