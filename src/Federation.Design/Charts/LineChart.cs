using System.Text;

namespace Federation.Design;

/// <summary>Lines over time, each with its name and its last figure at its end, and a dash of its own. Nothing is
/// smoothed.</summary>
public static class LineChart
{
    private const int EndGap = 100;
    private const int Dot = 35;
    private const int Ascent = 40;

    /// <returns>An SVG picture.</returns>
    public static string Draw(ChartFigures figures, ChartSize size)
    {
        // A name longer than its place leaves the lines their own.
        var most = size is ChartSize.Wide ? 1800 : 1000;
        var ends = figures.Series.Select(s => EndOf(figures, s, most)).ToList();
        var room = ends.Select(TextWidth.Of).DefaultIfEmpty().Max() + EndGap;
        var area = new ChartArea(figures, size, room);
        var svg = area.Open(size);
        var places = Apart(figures.Series.Select(s => area.Scale.Of(LastOf(s))).ToList(), area.Height - Ascent);
        for (var i = 0; i < figures.Series.Count; i++)
            AddLine(svg, area, figures.Series[i], i, ends[i], places[i]);
        return svg.Close("svg").ToString();
    }

    private static void AddLine(Svg svg, ChartArea area, ChartSeries series, int number, string end, int place)
    {
        svg.Open("g", ("class", $"k{series.Colour}"));
        svg.Add("path",
            ("class", number == 0 ? "line" : $"line dash{number + 1}"), ("d", PathOf(area, series)));
        var last = LastIndexOf(series);
        if (last >= 0)
            svg.Add("circle",
                ("class", "dot"), ("cx", Svg.Px(area.Middle(last))),
                ("cy", Svg.Px(area.Scale.Of(LastOf(series)))), ("r", Svg.Px(Dot)));
        svg.Text(area.Right + (EndGap / 2), place + Ascent, end, css: "label");
        svg.Close("g");
    }

    /// <summary>A line with gaps where there is no value.</summary>
    private static string PathOf(ChartArea area, ChartSeries series)
    {
        var path = new StringBuilder();
        var isDown = false;
        for (var i = 0; i < series.Values.Count; i++)
        {
            if (series.Values[i] is { } value)
                path.Append(isDown ? 'L' : 'M').Append(Svg.Px(area.Middle(i))).Append(' ')
                    .Append(Svg.Px(area.Scale.Of(value)));
            isDown = series.Values[i] is not null;
        }
        return path.ToString();
    }

    /// <summary>Moves the texts at the lines' ends apart, from the top down, and up again where they leave the
    /// picture.</summary>
    internal static IReadOnlyList<int> Apart(IReadOnlyList<int> wanted, int lowest)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i).ToList();
        var places = wanted.ToArray();
        for (var i = 1; i < order.Count; i++)
            places[order[i]] = Math.Max(places[order[i]], places[order[i - 1]] + ChartArea.LineHeight);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var limit = i == order.Count - 1 ? lowest : places[order[i + 1]] - ChartArea.LineHeight;
            places[order[i]] = Math.Min(places[order[i]], limit);
        }
        return places;
    }

    private static string EndOf(ChartFigures figures, ChartSeries series, int most)
    {
        var (last, name) = (LastIndexOf(series), TextWidth.Cut(series.Name, most));
        return last < 0 ? name : $"{name} {figures.Cell(series, last)}";
    }

    private static long LastOf(ChartSeries series) => series.Values.LastOrDefault(v => v is not null) ?? 0;

    private static int LastIndexOf(ChartSeries series)
    {
        for (var i = series.Values.Count - 1; i >= 0; i--)
            if (series.Values[i] is not null)
                return i;
        return -1;
    }
}
