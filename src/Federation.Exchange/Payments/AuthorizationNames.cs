namespace Federation.Exchange;

/// <summary>The names of authorizations: <c>authorizations/{uuid}</c>, with the uuid of their journals.</summary>
internal static class AuthorizationNames
{
    public const string Prefix = ResourceNames.Authorizations;

    public static string Of(JournalId hold) => hold.NameAs(Prefix);

    /// <summary>Reads the journal of the hold from a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is no authorization's.</exception>
    public static JournalId Parse(string name) => JournalId.TryParse(name, Prefix, out var hold)
        ? hold
        : throw new ArgumentException($"'{name}' is no authorization's name.", nameof(name));
}
