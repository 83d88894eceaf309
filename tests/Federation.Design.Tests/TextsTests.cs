using System.Reflection;
using System.Text.RegularExpressions;
using Federation.Web;

namespace Federation.Design.Tests;

/// <summary>The texts of pieces and pages: both languages have the same, and each has its place in the code.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<Type> Kinds => [typeof(Texts), typeof(WebTexts)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Keys_AreTheSameInBothLanguages_AndInTheCode(Type kind)
    {
        var table = new TextTable(kind.Assembly);
        var english = table.KeysOf(Language.English).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(english, table.KeysOf(Language.Chinese).Order(StringComparer.Ordinal));
        Assert.Equal(english, Members(kind).SelectMany(KeysOf).Order(StringComparer.Ordinal));
    }

    /// <summary>What a text leaves out, or asks for and does not get, would be seen by readers first.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Texts_HaveAPlaceForEachValue(Type kind)
    {
        var table = new TextTable(kind.Assembly);
        foreach (var language in Languages.All)
            foreach (var member in Members(kind))
                foreach (var key in KeysOf(member))
                    Assert.Equal(
                        Enumerable.Range(0, ValuesOf(member)),
                        Place().Matches(table[language, key]).Select(m => int.Parse(m.Groups[1].Value)).Order());
    }

    /// <summary>A text that begins or ends with a space, or ends in a colon before nothing, is a part of a sentence
    /// that code joins.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Texts_AreWhole(Type kind)
    {
        var table = new TextTable(kind.Assembly);
        foreach (var language in Languages.All)
            foreach (var key in table.KeysOf(language))
            {
                var text = table[language, key];
                Assert.True(text.Length > 0 && text == text.Trim(), $"{language} {key}: '{text}'");
                Assert.False(text[^1] is ':' or '：' or ',' or '，', $"{language} {key}: '{text}'");
            }
    }

    [Fact]
    public void Chinese_IsChinese()
    {
        var table = new TextTable(typeof(Texts).Assembly);
        Assert.All(
            table.KeysOf(Language.Chinese).Where(k => k is not "DocumentTitle" and not "WorthOf"),
            key => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", table[Language.Chinese, key]));
    }

    /// <summary>Sentences are made by the texts, never by the pieces.</summary>
    [Fact]
    public void Pieces_JoinNoTexts() => Assert.Empty(
        from file in Testing.SourceTree.Files("src/Federation.Design", "*.razor")
            .Concat(Testing.SourceTree.Files("src/Federation.Web", "*.razor"))
        from match in Joined().Matches(File.ReadAllText(file))
        select $"{Testing.SourceTree.PathOf(file)}: {match.Value}");

    [Fact]
    public void Count_TakesOneOrMany()
    {
        var texts = Texts.In(Language.English);
        Assert.Equal("Expires in 1 day", texts.ExpiresInDays(1, "1"));
        Assert.Equal("Expires in 5 days", texts.ExpiresInDays(5, "5"));
        Assert.Equal("5 天后到期", Texts.In(Language.Chinese).ExpiresInDays(5, "5"));
    }

    private static IEnumerable<MemberInfo> Members(Type kind) =>
        kind.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m is PropertyInfo or MethodInfo { IsSpecialName: false });

    private static IEnumerable<string> KeysOf(MemberInfo member) =>
        IsCount(member) ? [member.Name + "One", member.Name + "Many"] : [member.Name];

    private static int ValuesOf(MemberInfo member) =>
        member is MethodInfo method ? method.GetParameters().Count(p => p.ParameterType == typeof(string)) : 0;

    private static bool IsCount(MemberInfo member) =>
        member is MethodInfo method && method.GetParameters() is [{ ParameterType: var first }, ..]
        && first == typeof(long);

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\bT\.\w+(\([^)]*\))? \+|\+ T\.\w+|\{T\.\w+")]
    private static partial Regex Joined();
}
