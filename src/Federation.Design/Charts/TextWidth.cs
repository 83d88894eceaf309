namespace Federation.Design;

/// <summary>How wide a text will be, roughly: fonts differ, and a chart must leave room enough.</summary>
internal static class TextWidth
{
    private const int Narrow = 78;
    private const int Wide = 125;

    /// <summary>In tenths of a pixel, at 12 pixels and bold.</summary>
    public static int Of(string text) => text.Sum(c => c >= '\u2E80' ? Wide : Narrow);
}
