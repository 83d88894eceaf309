namespace Federation.Design;

/// <summary>How wide a text will be, roughly: fonts differ, and a chart must leave room enough.</summary>
internal static class TextWidth
{
    private const int Narrow = 78;
    private const int Wide = 125;

    /// <summary>In tenths of a pixel, at 12 pixels and bold.</summary>
    public static int Of(string text) => text.Sum(c => c >= '\u2E80' ? Wide : Narrow);

    /// <summary>A text that does not fit ends in an ellipsis; a table beside has it whole.</summary>
    public static string Cut(string text, int room)
    {
        if (Of(text) <= room)
            return text;
        var kept = text.Length;
        while (kept > 1 && Of(text[..kept]) + Wide > room)
            kept--;
        // Half a letter would be none.
        return text[..(char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)].TrimEnd() + "…";
    }
}
