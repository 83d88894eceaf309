using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Federation.Design;

/// <summary>Writes SVG elements. Places are tenths of a pixel, as integers; all text is encoded.</summary>
internal sealed class Svg
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text = new();

    /// <summary>Tenths as SVG has them: 1184 are <c>118.4</c>.</summary>
    public static string Px(int tenths)
    {
        var size = Math.Abs((long)tenths);
        var digits = size % 10 == 0
            ? (size / 10).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{size / 10}.{size % 10}");
        return tenths < 0 ? "-" + digits : digits;
    }

    public static string Encode(string value) => Encoder.Encode(value);

    /// <summary>Begins an element.</summary>
    public Svg Open(string name, params (string Name, string Value)[] attributes)
    {
        Start(name, attributes);
        text.Append('>');
        return this;
    }

    public Svg Close(string name)
    {
        text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>A whole element with nothing in it.</summary>
    public Svg Add(string name, params (string Name, string Value)[] attributes)
    {
        Start(name, attributes);
        text.Append("/>");
        return this;
    }

    public Svg Text(int x, int y, string content, string anchor = "start", string css = "")
    {
        (string, string)[] place = [("x", Px(x)), ("y", Px(y))];
        Open("text", [
            .. place, .. anchor == "start" ? [] : new[] { ("text-anchor", anchor) },
            .. css.Length == 0 ? [] : new[] { ("class", css) }]);
        text.Append(Encode(content));
        return Close("text");
    }

    public override string ToString() => text.ToString();

    private void Start(string name, (string Name, string Value)[] attributes)
    {
        text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
            text.Append(' ').Append(attribute).Append("=\"").Append(Encode(value)).Append('"');
    }
}
