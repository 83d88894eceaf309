namespace Federation.Design.Tests;

/// <summary>Which language a reader gets.</summary>
public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, Language.English)]
    [InlineData("", Language.English)]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", Language.Chinese)]
    [InlineData("zh-TW", Language.Chinese)]
    [InlineData("en-GB,zh;q=0.9", Language.English)]
    [InlineData("zh;q=0.2, en;q=0.7", Language.English)]
    [InlineData("fr, zh;q=0.5", Language.Chinese)]
    [InlineData("zh;q=0", Language.English)]
    [InlineData("zh;q=much, en;q=0.1", Language.English)]
    [InlineData(",;=,zh", Language.Chinese)]
    public void Accepted_TakesTheBestOfOurs(string? header, Language language) =>
        Assert.Equal(language, Languages.Accepted(header));

    [Theory]
    [InlineData("zh-CN", Language.Chinese)]
    [InlineData("EN", Language.English)]
    [InlineData("fr", null)]
    [InlineData(null, null)]
    public void Read_KnowsTags(string? tag, Language? language) => Assert.Equal(language, Languages.Read(tag));

    [Fact]
    public void Theme_GoesRound()
    {
        var look = new Look(Language.English, Theme.System, "/a?b=c&d");
        Assert.Equal(Theme.Dark, look.NextTheme);
        Assert.Equal(Theme.Light, (look with { Theme = Theme.Dark }).NextTheme);
        Assert.Equal(Theme.System, (look with { Theme = Theme.Light }).NextTheme);
        Assert.Equal("/look?theme=dark&back=%2Fa%3Fb%3Dc%26d", look.LinkTo(Theme.Dark));
    }
}
