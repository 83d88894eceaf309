using System.Globalization;
using System.Text;
using QRCoder;

namespace Federation.Design;

/// <summary>A QR code as one path of an SVG picture, whose unit is a module.</summary>
/// <param name="Size">Modules in a row, with the four quiet ones on each side that readers need.</param>
/// <param name="Path">The dark ones.</param>
internal sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                var start = x;
                while (x < row.Length && row[x])
                    x++;
                if (x > start)
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
            }
        }
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
