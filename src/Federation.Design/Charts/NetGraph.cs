namespace Federation.Design;

/// <summary>Who pays whom: an arrow is as wide as what is paid, in the colour and with the dash of who pays.</summary>
public static class NetGraph
{
    private const int Thinnest = 12;
    private const int Thickest = 90;

    /// <summary>Beside more arrows than these the figures would cover each other; the table has them all.</summary>
    private const int MostFigures = 6;

    private const int Dashes = 4;

    /// <returns>An SVG picture.</returns>
    public static string Draw(GraphFigures figures, ChartSize size)
    {
        var area = new GraphArea(figures.Nodes.Count, size);
        var svg = area.Open(size, figures.Finding);
        var largest = figures.Drawn.Select(e => e.Units).DefaultIfEmpty().Max();
        var drawn = figures.Drawn.OrderByDescending(e => e.Units)
            .Select(e => (Edge: e, Width: WidthOf(e.Units, largest))).ToList();
        var curves = drawn.ConvertAll(d => area.Curve(d.Edge.From, d.Edge.To, d.Width));
        for (var i = 0; i < drawn.Count; i++)
        {
            var (edge, width) = drawn[i];
            var dash = edge.From % Dashes;
            svg.Open("g", ("class", $"k{figures.Nodes[edge.From].Colour}"));
            svg.Add("path",
                ("class", dash == 0 ? "flow" : $"flow dash{dash + 1}"), ("stroke-width", Svg.Px(width)),
                ("d", curves[i].Line));
            svg.Add("path", ("class", "bar"), ("d", curves[i].Head));
            svg.Close("g");
        }
        area.AddNodes(svg, figures.Nodes);
        if (drawn.Count <= MostFigures)
            for (var i = 0; i < drawn.Count; i++)
                area.AddText(svg, curves[i], drawn[i].Edge.Text, "strong");
        return svg.Close("svg").ToString();
    }

    /// <summary>In proportion to the largest, and never too thin to be seen.</summary>
    internal static int WidthOf(long units, long largest) => largest <= 0
        ? Thinnest : Math.Max(Thinnest, (int)((Int128)Math.Max(units, 0) * Thickest / largest));
}
