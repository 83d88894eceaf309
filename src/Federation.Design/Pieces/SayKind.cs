namespace Federation.Design;

/// <summary>The four kinds of notes.</summary>
public enum SayKind
{
    Note,
    Success,
    Warning,
    Problem,
}
