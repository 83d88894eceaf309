namespace Federation.Design;

/// <summary>How a graph is drawn.</summary>
public enum GraphKind
{
    /// <summary>Conversions, of which some form a circle.</summary>
    Circle,

    /// <summary>Who pays whom, and how much.</summary>
    Net,
}
