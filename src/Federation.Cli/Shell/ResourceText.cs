namespace Federation.Cli;

/// <summary>Names of resources as people type them: whole, or only their last part.</summary>
internal static class ResourceText
{
    /// <summary>The last part of a name: a coin's id, whether it was typed alone or as <c>coins/{id}</c>.</summary>
    public static string IdOf(string coin) => ResourceNames.LastPart(coin);

    /// <summary>A coin's whole name, of a name or an id.</summary>
    public static string Coin(string coin) =>
        coin.Contains('/', StringComparison.Ordinal) ? coin : ResourceNames.Coin(coin);

    public static string Wallet(string member, string coin) => ResourceNames.Wallet(member, IdOf(coin));

    public static string Journal(string text) => Of(text, "journals");

    public static string Hold(string text) => Of(text, "holds");

    /// <summary>A whole name; an uuid alone is taken for one of the first collection.</summary>
    public static string Of(string text, params string[] collections)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var collection = slash < 0 ? collections[0] : text[..slash];
        return collections.Contains(collection, StringComparer.Ordinal) && Uuids.TryParse(text.AsSpan(slash + 1), out _)
            ? $"{collection}/{text[(slash + 1)..]}"
            : throw new BadInputException(
                $"'{text}' is not of the form {string.Join(" or ", collections.Select(c => c + "/{uuid}"))}.");
    }

    public static bool IsIn(string collection, string name) =>
        name.StartsWith(collection + "/", StringComparison.Ordinal);
}
