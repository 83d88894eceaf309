namespace Federation;

/// <summary>
/// The one spelling of a UUID that is taken: 36 characters, lower-case hexadecimal digits in groups of 8-4-4-4-12.
/// .NET's
/// own readers also take blanks and line breaks around it, braces, signs and <c>0x</c> in a group: one id would have
/// many
/// names.
/// </summary>
public static class Uuids
{
    private const int Length = 36;

    public static bool TryParse(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        if (text.Length != Length)
            return false;
        for (var i = 0; i < Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigitLower(text[i]))
                return false;
        return Guid.TryParseExact(text, "D", out id);
    }
}
