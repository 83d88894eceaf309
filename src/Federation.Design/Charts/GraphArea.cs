namespace Federation.Design;

/// <summary>The ground of a graph: nodes stand round an ellipse, and arrows bend to their left, so that the two between
/// the same nodes do not meet.</summary>
internal sealed class GraphArea
{
    private const int Gap = 30;
    private const int Ascent = 40;
    private const int LeastBend = 180;
    private const int LabelGap = 90;

    private readonly List<Spot> places;

    public GraphArea(int nodes, ChartSize size)
    {
        (Width, Height) = size is ChartSize.Wide ? (7200, 3600) : (3400, 3200);
        var (most, aside) = size is ChartSize.Wide ? (340, 1000) : (290, 420);
        var radius = new Spot((Width / 2) - most - aside, (Height / 2) - most - 320);
        // From the top on; four stand in the corners.
        var first = nodes == 4 ? 2250 : 2700;
        places = [.. Enumerable.Range(0, nodes)
            .Select(i => Spot.On(new(Width / 2, Height / 2), radius, first + (3600 * i / nodes)))];
        // Neighbours do not touch, however many there are.
        var nearest = Enumerable.Range(0, nodes).SelectMany(i => Enumerable.Range(0, i)
            .Select(j => places[i].Distance(places[j]))).DefaultIfEmpty(4 * most).Min();
        Radius = Math.Min(most, (nearest / 2) - (2 * Gap));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Of a node.</summary>
    public int Radius { get; }

    public Svg Open(ChartSize size, string finding) => new Svg().Open("svg",
        ("class", size is ChartSize.Wide ? "chart wide" : "chart narrow"),
        ("viewBox", $"0 0 {Svg.Px(Width)} {Svg.Px(Height)}"), ("role", "img"), ("aria-label", finding));

    /// <summary>The arrow from one node to another.</summary>
    /// <param name="from">The number of the first.</param>
    /// <param name="to">The number of the second.</param>
    /// <param name="width">Of its line.</param>
    public GraphCurve Curve(int from, int to, int width)
    {
        var (a, b) = (places[from], places[to]);
        var left = b.Toward(a).Aside();
        var middle = Spot.Between(a, b).Along(left, Math.Max(a.Distance(b) * 4 / 25, LeastBend));
        var inward = b.Toward(middle);
        var head = 60 + (2 * width);
        var start = a.Along(a.Toward(middle), Radius + Gap);
        var tip = b.Along(inward, Radius + Gap);
        var end = tip.Along(inward, head);
        var (one, other) = (end.Along(inward.Aside(), head / 2), end.Along(inward.Aside(), -head / 2));
        var label = Spot.Between(Spot.Between(start, middle), Spot.Between(middle, end)).Along(left, LabelGap);
        return new GraphCurve($"M{start}Q{middle} {end}", $"M{tip}L{one}L{other}z", label.X, label.Y + Ascent);
    }

    /// <summary>Draws the nodes, over the arrows.</summary>
    public void AddNodes(Svg svg, IReadOnlyList<GraphNode> nodes)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var place = places[i];
            svg.Open("g", ("class", $"k{nodes[i].Colour}"));
            svg.Add("circle", ("class", "node"), ("cx", Svg.Px(place.X)), ("cy", Svg.Px(place.Y)),
                ("r", Svg.Px(Radius)));
            svg.Text(
                place.X, place.Y + Ascent, TextWidth.Cut(nodes[i].Name, (2 * Radius) - Gap), "middle", "strong");
            svg.Close("g");
        }
    }

    /// <summary>Writes beside an arrow, on a plate that keeps lines away.</summary>
    public void AddText(Svg svg, GraphCurve curve, string text, string css)
    {
        var half = (TextWidth.Of(text) / 2) + Gap;
        var x = Math.Clamp(curve.X, half, Math.Max(half, Width - half));
        var y = Math.Clamp(curve.Y, 150, Height - 50);
        svg.Add("rect", ("class", "plate"), ("x", Svg.Px(x - half)), ("y", Svg.Px(y - 130)),
            ("width", Svg.Px(2 * half)), ("height", "18"), ("rx", "3"));
        svg.Text(x, y, text, "middle", css);
    }
}
