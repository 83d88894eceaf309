using System.Reflection;
using Federation.Design;

namespace Federation.Identity.Tests;

/// <summary>What the sign-in pages say, in both languages.</summary>
public sealed class SignInTextsTests
{
    private static readonly TextTable Table = new(typeof(SignInTexts).Assembly);

    [Fact]
    public void Languages_HaveTheSameTexts_WithTheSameValues()
    {
        Assert.Equal(
            Table.KeysOf(Language.English).Order(StringComparer.Ordinal),
            Table.KeysOf(Language.Chinese).Order(StringComparer.Ordinal));
        Assert.All(Table.KeysOf(Language.English), key =>
            Assert.Equal(PlacesIn(Table[Language.English, key]), PlacesIn(Table[Language.Chinese, key])));
    }

    [Fact]
    public void Texts_AreAllUsed_AndAllThere()
    {
        var own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var named = typeof(SignInTexts).GetMembers(own)
            .Where(m => m is PropertyInfo or MethodInfo { IsSpecialName: false } && m.Name != nameof(SignInTexts.Of))
            .Select(m => m.Name);
        Assert.Equal(
            Table.KeysOf(Language.English).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Problems_AreSaidEachInItsOwnWords()
    {
        foreach (var language in Languages.All)
            Assert.Distinct(Enum.GetValues<SignInProblem>().Select(SignInTexts.In(language).Of));
    }

    private static IEnumerable<string> PlacesIn(string text) => Enumerable.Range(0, 5).Select(i => $"{{{i}}}")
        .Where(place => text.Contains(place, StringComparison.Ordinal));
}
