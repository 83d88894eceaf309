using System.Text;

namespace Federation.Design;

/// <summary>A line as small as a word. It has no text: the figure beside it says what counts.</summary>
public static class Spark
{
    private const int Width = 2000;
    private const int Height = 400;
    private const int Margin = 30;

    /// <returns>An SVG picture, hidden from screen readers.</returns>
    public static string Draw(int colour, IReadOnlyList<long> values)
    {
        var svg = new Svg().Open("svg",
            ("class", $"chart k{colour}"),
            ("viewBox", $"0 0 {Svg.Px(Width)} {Svg.Px(Height)}"),
            ("aria-hidden", "true"));
        if (values.Count > 1)
        {
            var line = LineOf(values);
            svg.Add("path", ("class", "area"), ("d", $"{line}V{Svg.Px(Height)}H0z"));
            svg.Add("path", ("class", "line"), ("d", line));
        }
        return svg.Close("svg").ToString();
    }

    private static string LineOf(IReadOnlyList<long> values)
    {
        var scale = new Scale(Math.Min(0, values.Min()), values.Max(), Height - Margin, Margin);
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
            path.Append(i == 0 ? 'M' : 'L').Append(Svg.Px(Width * i / (values.Count - 1))).Append(' ')
                .Append(Svg.Px(scale.Of(values[i])));
        return path.ToString();
    }
}
