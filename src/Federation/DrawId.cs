using System.Diagnostics.CodeAnalysis;

namespace Federation;

/// <summary>A draw of a brand's, by its name <c>partners/{p}/draws/{id}</c>.</summary>
/// <param name="PartnerId">The brand's id.</param>
/// <param name="Id">The draw's id among the brand's.</param>
public readonly record struct DrawId(string PartnerId, string Id)
{
    public static bool TryParse([NotNullWhen(true)] string? name, out DrawId draw)
    {
        var good = ResourceNames.TryDraw(name, out var partner, out var id);
        draw = good ? new DrawId(partner!, id!) : default;
        return good;
    }

    public override string ToString() => ResourceNames.Draw(PartnerId, Id);
}
