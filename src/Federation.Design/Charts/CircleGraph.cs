namespace Federation.Design;

/// <summary>Conversions between coins, and the circle among them that gains: it is thick, and its rates stand beside
/// it.</summary>
public static class CircleGraph
{
    private const int Thin = 10;
    private const int Thick = 35;

    /// <returns>An SVG picture.</returns>
    public static string Draw(GraphFigures figures, ChartSize size)
    {
        var area = new GraphArea(figures.Nodes.Count, size);
        var svg = area.Open(size, figures.Finding);
        var drawn = figures.Drawn.OrderBy(e => e.IsHot)
            .Select(e => (Edge: e, Curve: area.Curve(e.From, e.To, e.IsHot ? Thick : Thin))).ToList();
        foreach (var (edge, curve) in drawn)
        {
            svg.Add("path", ("class", edge.IsHot ? "edge hot" : "edge"), ("d", curve.Line));
            svg.Add("path", ("class", edge.IsHot ? "arrow hot" : "arrow"), ("d", curve.Head));
        }
        area.AddNodes(svg, figures.Nodes);
        foreach (var (edge, curve) in drawn.Where(d => d.Edge.IsHot))
            area.AddText(svg, curve, edge.Text, "alarm");
        return svg.Close("svg").ToString();
    }
}
