namespace Federation.Cli;

/// <summary>Names of resources as people type them: whole, or only their last part.</summary>
internal static class ResourceText
{
    /// <summary>The id of the brand whose coin it is, where brand and coin have one name: the credential that is used by default.</summary>
    public static string IdOf(string coin) => coin.Split('/')[^1];

    public static string Wallet(string member, string coin) => $"{member}/wallets/{IdOf(coin)}";

    public static string Journal(string text) => Of("journals", text);

    public static string Hold(string text) => Of("holds", text);

    private static string Of(string collection, string text)
    {
        var id = text.StartsWith(collection + "/", StringComparison.Ordinal) ? text[(collection.Length + 1)..] : text;
        return Guid.TryParseExact(id, "D", out _)
            ? $"{collection}/{id}"
            : throw new BadInputException($"'{text}' is not of the form {collection}/{{uuid}}.");
    }
}
