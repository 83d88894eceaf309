namespace Federation.Design;

/// <summary>The languages that people read here.</summary>
public enum Language
{
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
