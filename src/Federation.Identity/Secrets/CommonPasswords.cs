using System.Collections.Frozen;

namespace Federation.Identity;

/// <summary>Passwords that many people use: the list that zxcvbn ships, see common-passwords.LICENSE.</summary>
internal static class CommonPasswords
{
    private const string Resource = "common-passwords.txt";
    private static readonly Lazy<FrozenSet<string>> Words = new(Read);

    /// <param name="word">In lower case.</param>
    public static bool Contains(string word) => Words.Value.Contains(word);

    private static FrozenSet<string> Read()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly does not embed {Resource}.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
