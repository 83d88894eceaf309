namespace Federation.Design;

/// <summary>How one reader gets one page. Pages hand it down to all their pieces.</summary>
/// <param name="Language">The language of all that we say.</param>
/// <param name="Theme">Light, dark, or the system's.</param>
/// <param name="Path">The page's own path and query: the switches of language and theme come back to it.</param>
public sealed record Look(Language Language, Theme Theme, string Path)
{
    /// <summary>Where the switches go, unless the application says otherwise.</summary>
    public const string SwitchPath = "/look";

    /// <summary>Where the switches go; the application that shows pages answers there.</summary>
    public string SwitchAt { get; init; } = SwitchPath;

    /// <summary>What is said in this language.</summary>
    public Texts Texts => Texts.In(Language);

    /// <summary>How figures are written in it.</summary>
    public Figures Figures => Figures.In(Language);

    /// <summary>The document's <c>data-theme</c>; nothing where the system decides.</summary>
    public string? ThemeName => Theme switch
    {
        Theme.Light => "light",
        Theme.Dark => "dark",
        _ => null,
    };

    /// <summary>The theme that the switch offers: it goes round through all three.</summary>
    public Theme NextTheme => Theme switch
    {
        Theme.System => Theme.Dark,
        Theme.Dark => Theme.Light,
        _ => Theme.System,
    };

    public string LinkTo(Language language) => $"{SwitchAt}?language={language.TagOf()}&back={Back}";

    public string LinkTo(Theme theme) =>
        $"{SwitchAt}?theme={theme.ToString().ToLowerInvariant()}&back={Back}";

    private string Back => Uri.EscapeDataString(Path);
}
