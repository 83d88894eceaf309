namespace Federation.Design;

/// <summary>How many fall into each class: bars that touch, since the classes do. The largest and the last have their
/// figures.</summary>
public static class Histogram
{
    private const int Seam = 10;

    /// <returns>An SVG picture.</returns>
    public static string Draw(ChartFigures figures, ChartSize size) =>
        BarChart.Draw(figures, size, place => Math.Max(place - Seam, Seam));
}
