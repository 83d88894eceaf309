namespace Federation.Design;

/// <summary>The ground of a chart: its sizes, its marks and its labels.</summary>
internal sealed class ChartArea
{
    public const int LineHeight = 150;

    private const int Above = 240;
    private const int Below = 260;
    private const int Gap = 80;
    private const int Ascent = 40;

    private readonly ChartFigures figures;
    private readonly IReadOnlyList<long> marks;

    /// <param name="figures">What is drawn.</param>
    /// <param name="size">For which width.</param>
    /// <param name="right">The room for what stands at the ends of lines.</param>
    /// <param name="range">The least and the largest value, where they are others than the figures' own.</param>
    public ChartArea(ChartFigures figures, ChartSize size, int right, (long Least, long Most)? range = null)
    {
        this.figures = figures;
        Width = size is ChartSize.Wide ? 7200 : 3400;
        Height = size is ChartSize.Wide ? 2600 : 2300;
        var (least, most) = range ?? figures.Range;
        Scale = new Scale(least, most, Height - Below, Above);
        marks = Scale.Marks(size is ChartSize.Wide ? 6 : 5);
        Left = marks.Max(m => TextWidth.Of(figures.WriteMark(m))) + Gap;
        Right = Width - right;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where the drawing begins and ends.</summary>
    public int Left { get; }

    public int Right { get; }

    public Scale Scale { get; }

    /// <summary>The middle of a label's place.</summary>
    public int Middle(int label) =>
        Left + (int)((Int128)(Right - Left) * ((2 * label) + 1) / (2 * Math.Max(figures.Labels.Count, 1)));

    /// <summary>The width of a label's place.</summary>
    public int Place => (Right - Left) / Math.Max(figures.Labels.Count, 1);

    /// <summary>Opens the picture, with lines at the marks and labels below.</summary>
    public Svg Open(ChartSize size)
    {
        var svg = new Svg();
        svg.Open("svg",
            ("class", size is ChartSize.Wide ? "chart wide" : "chart narrow"),
            ("viewBox", $"0 0 {Svg.Px(Width)} {Svg.Px(Height)}"),
            ("role", "img"),
            ("aria-label", figures.Finding),
            ("data-x", string.Join(' ', figures.Labels.Select((_, i) => Svg.Px(Middle(i))))));
        foreach (var mark in marks)
        {
            var y = Scale.Of(mark);
            svg.Add("path",
                ("class", mark == 0 ? "zero" : "grid"),
                ("d", $"M{Svg.Px(Left)} {Svg.Px(y)}H{Svg.Px(Right)}"));
            svg.Text(Left - Gap, y + Ascent, figures.WriteMark(mark), "end");
        }
        AddLabels(svg);
        return svg;
    }

    /// <summary>Every label that has room; the last one always, since the last figure is what people ask for.</summary>
    private void AddLabels(Svg svg)
    {
        var widest = figures.Labels.Select(TextWidth.Of).DefaultIfEmpty().Max() + LineHeight;
        var every = Math.Max(1, (widest + Place - 1) / Math.Max(Place, 1));
        var last = figures.Labels.Count - 1;
        for (var i = last; i >= 0; i -= every)
        {
            var x = Math.Min(Middle(i), Width - (TextWidth.Of(figures.Labels[i]) / 2));
            svg.Text(x, Height - (Below / 4), figures.Labels[i], "middle");
        }
    }
}
