using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Design.Tests;

/// <summary>What the content security policy and the house ask of the sources of pages.</summary>
public sealed partial class SourcesTests
{
    private static readonly List<string> Razor =
        [.. SourceTree.Files("src", "*.razor").Where(f => !f.EndsWith("_Imports.razor", StringComparison.Ordinal))];

    /// <summary>Inline styles and scripts would need holes in the policy; text as markup would let partners write
    /// pages.</summary>
    [Fact]
    public void Pages_HaveNothingInline_AndNoTextAsMarkup()
    {
        Assert.True(Razor.Count > 50);
        Assert.All(Razor, f => Assert.DoesNotMatch(Inline(), File.ReadAllText(f)));
        Assert.All(
            Razor.Where(f => File.ReadAllText(f).Contains("MarkupString", StringComparison.Ordinal)),
            f => Assert.StartsWith("src/Federation.Design/Charts/", SourceTree.PathOf(f), StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_FitOnAPage() => Assert.Empty(
        from file in Razor.Concat(SourceTree.Files("src", "*.css")).Concat(SourceTree.Files("src", "*.js"))
        from line in File.ReadLines(file).Index()
        where line.Item.Length > 120
        select $"{SourceTree.PathOf(file)}:{line.Index + 1} has {line.Item.Length} characters");

    /// <summary>A colour beside the tokens would be wrong in one of the themes.</summary>
    [Fact]
    public void Colours_AreTokens()
    {
        var sheet = SourceTree.Read("src/Federation.Design/wwwroot/web.css");
        var start = sheet.IndexOf("/* ── ground", StringComparison.Ordinal);
        var rest = sheet[start..sheet.IndexOf("/* ── print", StringComparison.Ordinal)];
        // Masks are cut with any colour; a QR code is black on white in every theme.
        Assert.Equal(
            ["#000", "#0000", "#0d1115", "#ffffff"],
            Colour().Matches(rest).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\bstyle=""|<script(?! src=)|(?<!@)\bon[a-z]+=""|<style\b|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("#[0-9a-fA-F]{3,8}\\b")]
    private static partial Regex Colour();
}
