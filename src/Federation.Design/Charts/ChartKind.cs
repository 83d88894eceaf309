namespace Federation.Design;

/// <summary>How figures are drawn.</summary>
public enum ChartKind
{
    Lines,
    Bars,
    Stacked,
    Histogram,
}
