namespace Federation.Design;

/// <summary>Bars of one series, which always stand on zero. The largest and the last have their figures.</summary>
public static class BarChart
{
    private const int Above = 60;

    /// <returns>An SVG picture.</returns>
    public static string Draw(ChartFigures figures, ChartSize size) =>
        Draw(figures, size, place => Math.Max(place * 2 / 3, 10));

    /// <param name="figures">What is drawn.</param>
    /// <param name="size">For which width.</param>
    /// <param name="widthIn">How wide a bar is in its place.</param>
    internal static string Draw(ChartFigures figures, ChartSize size, Func<int, int> widthIn)
    {
        var series = figures.Series.Single();
        var area = new ChartArea(figures, size, right: 0);
        var svg = area.Open(size);
        svg.Open("g", ("class", $"k{series.Colour}"));
        var zero = area.Scale.Of(0);
        var width = widthIn(area.Place);
        for (var i = 0; i < series.Values.Count; i++)
        {
            if (series.Values[i] is not { } value)
                continue;
            var end = area.Scale.Of(value);
            svg.Add("rect",
                ("class", "bar"), ("x", Svg.Px(area.Middle(i) - (width / 2))), ("y", Svg.Px(Math.Min(end, zero))),
                ("width", Svg.Px(width)), ("height", Svg.Px(Math.Abs(end - zero))), ("rx", "2"));
        }
        svg.Close("g");
        foreach (var i in Named(figures, series, area))
            AddFigure(svg, figures, series, area, i);
        return svg.Close("svg").ToString();
    }

    private static void AddFigure(Svg svg, ChartFigures figures, ChartSeries series, ChartArea area, int i)
    {
        var text = figures.Cell(series, i);
        var half = TextWidth.Of(text) / 2;
        var x = Math.Clamp(area.Middle(i), area.Left + half, Math.Max(area.Right - half, area.Left + half));
        var end = area.Scale.Of(Math.Max(series.Values[i]!.Value, 0));
        svg.Text(x, end - Above, text, "middle", "strong");
    }

    /// <summary>The last, and the largest if the two do not meet.</summary>
    private static IEnumerable<int> Named(ChartFigures figures, ChartSeries series, ChartArea area)
    {
        var known = Enumerable.Range(0, series.Values.Count).Where(i => series.Values[i] is not null).ToList();
        if (known.Count == 0)
            yield break;
        var last = known[^1];
        var largest = known.MaxBy(i => series.Values[i]);
        yield return last;
        var room = (TextWidth.Of(figures.Cell(series, last)) + TextWidth.Of(figures.Cell(series, largest))) / 2;
        if (area.Middle(last) - area.Middle(largest) > room + Above)
            yield return largest;
    }
}
