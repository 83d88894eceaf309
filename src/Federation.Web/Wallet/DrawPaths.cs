namespace Federation.Web;

/// <summary>Addresses of the wallet's pages of draws.</summary>
internal static class DrawPaths
{
    public const string All = "/draws";

    /// <summary>Of a draw, <c>partners/{p}/draws/{id}</c>.</summary>
    public static string Of(string name) =>
        $"{All}/{ResourceNames.FirstId(name)}/{ResourceNames.LastPart(name)}";
}
