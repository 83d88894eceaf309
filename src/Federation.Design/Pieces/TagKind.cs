namespace Federation.Design;

/// <summary>What a tag says; always with a word.</summary>
public enum TagKind
{
    Plain,
    Accent,
    Good,
    Warn,
    Alarm,
}
