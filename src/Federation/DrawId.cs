using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A draw of a brand's, by its name <c>partners/{p}/draws/{id}</c>.</summary>
/// <param name="PartnerId">The brand's id.</param>
/// <param name="Id">The draw's id among the brand's.</param>
public readonly record struct DrawId(string PartnerId, string Id)
{
    /// <summary>Reads a name that is known to be good.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static DrawId Parse(string name) => TryParse(name, out var draw)
        ? draw
        : throw new ArgumentException($"'{name}' is no draw's name.", nameof(name));

    public static bool TryParse([NotNullWhen(true)] string? name, out DrawId draw)
    {
        var good = ResourceNames.TryDraw(name, out var partner, out var id);
        draw = good ? new DrawId(partner!, id!) : default;
        return good;
    }

    public override string ToString() => ResourceNames.Draw(PartnerId, Id);
}
