namespace Federation.Design;

/// <summary>Bars whose parts add up: what gives stands above zero, what takes below it. The parts' names and last
/// figures stand at the end, in the order of the parts.</summary>
public static class Stacked
{
    private const int EndGap = 100;
    private const int Ascent = 40;

    /// <returns>An SVG picture.</returns>
    public static string Draw(ChartFigures figures, ChartSize size)
    {
        var last = figures.Labels.Count - 1;
        var ends = figures.Series.Select(s => last < 0 ? s.Name : $"{s.Name} {figures.Cell(s, last)}").ToList();
        var room = ends.Select(TextWidth.Of).DefaultIfEmpty().Max() + EndGap;
        var area = new ChartArea(figures, size, room, RangeOf(figures));
        var svg = area.Open(size);
        var width = Math.Max(area.Place * 2 / 3, 10);
        var wanted = new List<int>();
        var stacks = Enumerable.Range(0, figures.Labels.Count).Select(_ => new Stack()).ToList();
        for (var number = 0; number < figures.Series.Count; number++)
        {
            var series = figures.Series[number];
            svg.Open("g", ("class", $"k{series.Colour}"));
            for (var i = 0; i <= last; i++)
            {
                var (from, to) = stacks[i].Add(series.Values[i] ?? 0);
                AddPart(svg, area, number, area.Middle(i) - (width / 2), width, from, to);
                if (i == last)
                    wanted.Add(area.Scale.Of(from + ((to - from) / 2)));
            }
            svg.Close("g");
        }
        var places = LineChart.Apart(wanted, area.Height - Ascent);
        for (var number = 0; number < wanted.Count; number++)
            svg.Open("g", ("class", $"k{figures.Series[number].Colour}"))
                .Text(area.Right + (EndGap / 2), places[number] + Ascent, ends[number], css: "label")
                .Close("g");
        return svg.Close("svg").ToString();
    }

    private static void AddPart(Svg svg, ChartArea area, int number, int x, int width, long from, long to)
    {
        if (from == to)
            return;
        var (one, other) = (area.Scale.Of(from), area.Scale.Of(to));
        svg.Add("rect",
            ("class", $"part part{number + 1}"), ("x", Svg.Px(x)), ("y", Svg.Px(Math.Min(one, other))),
            ("width", Svg.Px(width)), ("height", Svg.Px(Math.Abs(one - other))));
    }

    private static (long Least, long Most) RangeOf(ChartFigures figures)
    {
        var stacks = Enumerable.Range(0, figures.Labels.Count).Select(i =>
        {
            var stack = new Stack();
            foreach (var series in figures.Series)
                stack.Add(series.Values[i] ?? 0);
            return stack;
        }).ToList();
        return (stacks.Min(s => (long?)s.Below) ?? 0, stacks.Max(s => (long?)s.Above) ?? 0);
    }

    /// <summary>How far one bar reaches so far.</summary>
    private sealed class Stack
    {
        public long Above { get; private set; }

        public long Below { get; private set; }

        /// <summary>Puts a value on it; values below zero hang under it.</summary>
        /// <returns>Where the value begins and ends.</returns>
        public (long From, long To) Add(long value)
        {
            if (value >= 0)
                return (Above, Above += value);
            return (Below, Below += value);
        }
    }
}
