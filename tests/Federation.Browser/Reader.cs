namespace Federation.Browser;

/// <summary>Who looks at a page, and with what.</summary>
/// <param name="Language">What their browser accepts.</param>
/// <param name="IsDark">Whether their system is dark.</param>
/// <param name="Width">Of the window, in pixels.</param>
/// <param name="RunsScripts">Whether their browser runs scripts.</param>
public sealed record Reader(string Language = "en", bool IsDark = false, int Width = 1280, bool RunsScripts = true)
{
    /// <summary>Both languages, both themes, a phone and a desk.</summary>
    public static IEnumerable<Reader> All =>
        from language in new[] { "en", "zh-CN" }
        from isDark in new[] { false, true }
        from width in new[] { 390, 1280 }
        select new Reader(language, isDark, width);

    public override string ToString() => $"{Language}-{(IsDark ? "dark" : "light")}-{Width}";
}
