namespace Federation.Design;

/// <summary>Light or dark.</summary>
public enum Theme
{
    /// <summary>As the reader's system says.</summary>
    System,
    Light,
    Dark,
}
