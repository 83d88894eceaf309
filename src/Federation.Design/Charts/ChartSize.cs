namespace Federation.Design;

/// <summary>Each chart is drawn for two widths, of which the style sheet shows one: so its letters are never smaller
/// than 12 pixels.</summary>
public enum ChartSize
{
    Wide,
    Narrow,
}
