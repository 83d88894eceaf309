namespace Federation.Exchange;

/// <summary>The names of authorizations: <c>authorizations/{uuid}</c>, with the uuid of their journals.</summary>
internal static class AuthorizationNames
{
    public const string Prefix = "authorizations/";

    public static string Of(Guid id) => Prefix + id.ToString("D");
}
