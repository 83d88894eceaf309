namespace Federation.Client;

/// <summary>
/// Ids of commands. A command sent again with its id is decided once; so make the id before the first attempt, and keep
/// it until the answer is known.
/// </summary>
public static class RequestIds
{
    /// <summary>A new id: a UUID of version 7, which grows with time.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>
    /// The id that belongs to a text of the caller's, for instance a row of a file: always the same UUID, of version 8,
    /// for the same scope and text. The first 122 free bits of a SHA-256 over both, each preceded by its length.
    /// </summary>
    /// <param name="scope">What the texts are unique in.</param>
    /// <param name="text">What the command is made from.</param>
    public static string Derive(string scope, string text)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(text);
        return Uuids.OfHash(TextHash.Of(scope, text)).ToString("D");
    }
}
