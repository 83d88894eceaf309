using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunit;

namespace Federation.Design.Tests;

/// <summary>Charts: the drawing and the table are the same numbers, for both widths.</summary>
public sealed partial class ChartsTests : Shown
{
    private static readonly string[] Days = ["Mon", "Tue", "Wed", "Thu"];

    private static ChartFigures Sample(params ChartSeries[] series) =>
        new("It rose.", "Day", Days, series, v => Figures.In(Language.English).Money(v, 2, "GBP"));

    public static TheoryData<ChartKind, ChartSize> Drawings =>
        new MatrixTheoryData<ChartKind, ChartSize>(Enum.GetValues<ChartKind>(), Enum.GetValues<ChartSize>());

    /// <summary>Heights are read back out of the picture and compared with the table's numbers.</summary>
    [Theory]
    [InlineData(ChartSize.Wide)]
    [InlineData(ChartSize.Narrow)]
    public void Bars_AreAsHighAsTheTableSays(ChartSize size)
    {
        long?[] values = [15891, 33176, -8000, 27689];
        var bars = Parse(BarChart.Draw(Sample(new ChartSeries("Spent", 2, values)), size))
            .Descendants().Where(e => e.Attribute("class")?.Value == "bar")
            .Select(e => (decimal)e.Attribute("height")!).ToList();
        Assert.Equal(values.Length, bars.Count);
        for (var i = 1; i < bars.Count; i++)
            Assert.InRange(bars[i] / bars[0] * Math.Abs(values[0]!.Value) / Math.Abs(values[i]!.Value), 0.98m, 1.02m);
    }

    [Theory]
    [InlineData(ChartSize.Wide)]
    [InlineData(ChartSize.Narrow)]
    public void Lines_PassThroughTheTablesNumbers_AndBreakWhereThereAreNone(ChartSize size)
    {
        var figures = Sample(
            new("Dune", 4, [0, 5000, null, 10000]), new ChartSeries("Cedar", 3, [0, -2500, -5000, -10000]));
        var paths = Parse(LineChart.Draw(figures, size)).Descendants()
            .Where(e => e.Attribute("class")?.Value.StartsWith("line", StringComparison.Ordinal) == true)
            .Select(e => e.Attribute("d")!.Value).ToList();
        var dune = Points(paths[0]);
        var cedar = Points(paths[1]);
        Assert.Equal((3, 4), (dune.Count, cedar.Count));
        Assert.Equal(2, paths[0].Count(c => c == 'M'));
        // Zero is where both begin; the rest is in proportion, up and down.
        Assert.Equal(dune[0], cedar[0]);
        Assert.InRange((dune[0] - dune[1]) * 2 - (dune[0] - dune[2]), -0.3m, 0.3m);
        Assert.InRange((cedar[3] - cedar[0]) - (dune[0] - dune[2]), -0.3m, 0.3m);
    }

    /// <summary>Parts stand on each other, and what takes hangs below zero.</summary>
    [Theory]
    [InlineData(ChartSize.Wide)]
    [InlineData(ChartSize.Narrow)]
    public void Stacks_AreAsHighAsTheirPartsTogether(ChartSize size)
    {
        var parts = Parse(Stacked.Draw(Sample(
            new("Aster", 1, [1000, 3000, 0, 0]), new("Cedar", 3, [2000, null, 0, 0]),
            new("Back", 0, [-500, -1500, null, 0])), size))
            .Descendants().Where(e => e.Attribute("class")?.Value.StartsWith("part ", StringComparison.Ordinal) == true)
            .Select(e => (Top: (decimal)e.Attribute("y")!, Height: (decimal)e.Attribute("height")!)).ToList();
        // Aster's two, Cedar's one, two that were given back.
        Assert.Equal(5, parts.Count);
        Assert.InRange(parts[2].Height - (2 * parts[0].Height), -0.3m, 0.3m);
        Assert.InRange(parts[2].Top + parts[2].Height - parts[0].Top, -0.2m, 0.2m);
        Assert.InRange(parts[1].Height - (3 * parts[0].Height), -0.4m, 0.4m);
        Assert.InRange(parts[3].Top - (parts[0].Top + parts[0].Height), -0.2m, 0.2m);
        Assert.InRange(parts[4].Height - (3 * parts[3].Height), -0.4m, 0.4m);
    }

    [Fact]
    public void Histogram_HasBarsThatTouch()
    {
        var bars = Parse(Histogram.Draw(Sample(new ChartSeries("M", 2, [4, 9, 3, 1])), ChartSize.Wide)).Descendants()
            .Where(e => e.Attribute("class")?.Value == "bar")
            .Select(e => (Left: (decimal)e.Attribute("x")!, Width: (decimal)e.Attribute("width")!)).ToList();
        for (var i = 1; i < bars.Count; i++)
            Assert.InRange(bars[i].Left - (bars[i - 1].Left + bars[i - 1].Width), 0.5m, 1.5m);
    }

    public static TheoryData<GraphKind, ChartSize> Graphs =>
        new MatrixTheoryData<GraphKind, ChartSize>(Enum.GetValues<GraphKind>(), Enum.GetValues<ChartSize>());

    /// <summary>Drawing and table have the same edges; what leads nowhere or back is in neither.</summary>
    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graph_ShowsItsTable_AndNothingInline(GraphKind kind, ChartSize size)
    {
        var figures = new GraphFigures(
            Hostile, ("From", "To", "Much"), [new("Aster", 1), new(Hostile, 2), new("Cedar", 3)],
            [new(0, 1, 100, "£1.00", true), new(1, 0, 50, "£0.50"), new(2, 2, 9, "no"), new(0, 7, 9, "no")]);
        var graph = Show<Graph>(Language.English, p => p.Add(g => g.Id, "x").Add(g => g.Title, Hostile)
            .Add(g => g.Unit, "pounds").Add(g => g.Kind, kind).Add(g => g.Figures, figures));
        Assert.Equal(["£1.00", "£0.50"], graph.FindAll("td.num").Select(c => c.TextContent));
        AssertEncoded(graph);
        var svg = graph.Find(size is ChartSize.Wide ? "svg.wide" : "svg.narrow");
        Assert.Equal(("img", Hostile), (svg.GetAttribute("role"), svg.GetAttribute("aria-label")));
        Assert.Equal(2, svg.QuerySelectorAll("path.edge, path.flow").Length);
        Assert.Equal(3, svg.QuerySelectorAll("circle.node").Length);
        Assert.Contains("£1.00", svg.TextContent, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"style=|#[0-9a-f]{3,6}\b|fill=|stroke=", svg.OuterHtml);
    }

    /// <summary>However many there are: nodes keep apart, and all of it is in the picture.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(12)]
    public void Graph_StaysInItsPicture(int count)
    {
        foreach (var size in Enum.GetValues<ChartSize>())
        {
            var edges = Enumerable.Range(0, count * count).Where(n => n / count != n % count)
                .Select(n => new GraphEdge(n / count, n % count, 1, "× 1.5"));
            var svg = Parse(CircleGraph.Draw(new GraphFigures(
                "", ("", "", ""), [.. Enumerable.Range(1, count).Select(n => new GraphNode("N", n))], [.. edges]),
                size));
            var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(decimal.Parse).ToList();
            var nodes = svg.Descendants("circle").Select(c => (
                X: (decimal)c.Attribute("cx")!, Y: (decimal)c.Attribute("cy")!,
                R: (decimal)c.Attribute("r")!)).ToList();
            Assert.All(nodes, n => Assert.True(
                n.R > 8 && n.X >= n.R && n.Y >= n.R && n.X + n.R <= box[2] && n.Y + n.R <= box[3]));
            for (var i = 0; i < count; i++)
                for (var j = 0; j < i; j++)
                {
                    var (x, y) = (nodes[i].X - nodes[j].X, nodes[i].Y - nodes[j].Y);
                    Assert.True((x * x) + (y * y) > 4 * nodes[i].R * nodes[i].R);
                }
            Assert.All(svg.Descendants("path").Select(p => p.Attribute("d")!.Value), d => Assert.All(
                Place().Matches(d), m => Assert.InRange(decimal.Parse(m.Value), 0, Math.Max(box[2], box[3]))));
        }
    }

    [Theory]
    [InlineData(100, 100, 90)]
    [InlineData(50, 100, 45)]
    [InlineData(1, 1_000_000, 12)]
    [InlineData(-5, 100, 12)]
    [InlineData(0, 0, 12)]
    [InlineData(long.MaxValue, long.MaxValue, 90)]
    public void Arrows_AreAsWideAsTheirAmounts(long units, long largest, int width) =>
        Assert.Equal(width, NetGraph.WidthOf(units, largest));

    [Theory]
    [InlineData("ASTER", 600, "ASTER")]
    [InlineData("ASTER OUTDOOR", 600, "ASTER…")]
    [InlineData("紫菀户外旅行用品", 600, "紫菀户…")]
    public void Names_ThatDoNotFit_AreCut(string name, int room, string shown) =>
        Assert.Equal(shown, TextWidth.Cut(name, room));

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Chart_ShowsItsTable_ItsLastFigureAndNothingInline(ChartKind kind, ChartSize size)
    {
        var series = new ChartSeries(Hostile, 1, [100, 250, 300, 1475]);
        var chart = Show<Chart>(Language.English, p => p.Add(c => c.Id, "x").Add(c => c.Title, Hostile)
            .Add(c => c.Unit, "pounds").Add(c => c.Kind, kind)
            .Add(c => c.Figures, Sample(series) with { Finding = Hostile }));
        Assert.Equal(["£1.00", "£2.50", "£3.00", "£14.75"], chart.FindAll("tbody td").Select(c => c.TextContent));
        AssertEncoded(chart);

        var svg = chart.Find(size is ChartSize.Wide ? "svg.wide" : "svg.narrow");
        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal(Hostile, svg.GetAttribute("aria-label"));
        Assert.Contains("£14.75", svg.TextContent, StringComparison.Ordinal);
        Assert.Equal(Days.Length, svg.GetAttribute("data-x")!.Split(' ').Length);
        Assert.DoesNotMatch(@"style=|#[0-9a-f]{3,6}\b|fill=|stroke=", svg.OuterHtml);
    }

    [Fact]
    public void Figures_OfMoreThanFiveSeries_AddUpTheRest()
    {
        var many = Sample([.. Enumerable.Range(1, 7).Select(n => new ChartSeries($"S{n}", n, [n, n, null, n]))]);
        var limited = many.Limited("Others");
        Assert.Equal(["S1", "S2", "S3", "S4", "Others"], limited.Series.Select(s => s.Name));
        Assert.Equal([18, 18, null, 18], limited.Series[^1].Values);
    }

    [Theory]
    [InlineData(0, 33176, 6, new long[] { 0, 10000, 20000, 30000 })]
    [InlineData(-15823, 16746, 6, new long[] { -10000, 0, 10000 })]
    [InlineData(0, 3, 6, new long[] { 0, 1, 2, 3 })]
    [InlineData(0, 0, 6, new long[] { 0 })]
    [InlineData(long.MinValue, long.MaxValue, 5, new[] { -5000000000000000000, 0, 5000000000000000000 })]
    public void Marks_AreRound_AndZeroIsAmongThem(long least, long most, int count, long[] marks) =>
        Assert.Equal(marks, new Scale(least, most, 0, 1000).Marks(count));

    [Fact]
    public void Ends_ThatWouldMeet_AreMovedApart()
    {
        var places = LineChart.Apart([1000, 1010, 1020, 100], 1100);
        Assert.Equal(100, places[3]);
        var close = places.Take(3).Order().ToList();
        Assert.True(close[1] - close[0] >= 150 && close[2] - close[1] >= 150 && close[2] <= 1100);
    }

    [Theory]
    [InlineData(0, 60, 0)]
    [InlineData(1, 60, 1)]
    [InlineData(60, 60, 6)]
    [InlineData(100, 60, 6)]
    [InlineData(-5, 60, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 6)]
    public void Heat_HasSixSteps(long value, long largest, int step) => Assert.Equal(step, Heat.Of(value, largest));

    [Fact]
    public void Spark_IsDecorationAlone()
    {
        var svg = Parse(Spark.Draw(3, [1, 5, 2]));
        Assert.Equal("true", svg.Attribute("aria-hidden")!.Value);
        Assert.Empty(svg.Descendants("text"));
        Assert.Empty(Parse(Spark.Draw(3, [7])).Elements());
    }

    private static XElement Parse(string svg) => XElement.Parse(svg);

    /// <summary>The heights of a path's points.</summary>
    private static List<decimal> Points(string path) =>
        [.. Point().Matches(path).Select(m => decimal.Parse(m.Groups[1].Value))];

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Place();

    [GeneratedRegex(@"[ML]-?[\d.]+ (-?[\d.]+)")]
    private static partial Regex Point();
}
