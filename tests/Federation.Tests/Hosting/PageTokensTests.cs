using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Tests;

public sealed class PageTokensTests
{
    private readonly PageTokens tokens = new(AllianceKey.FromSecret(new byte[32]));

    [Fact]
    public void Token_SameQuery_ReadsBack() => Assert.Equal("aster", tokens.Read("q", tokens.Write("q", "aster")));

    [Fact]
    public void Token_Empty_IsTheFirstPage() => Assert.Null(tokens.Read("q", ""));

    [Fact]
    public void Token_OfATimeAndAnId_ReadsBackToTheTick()
    {
        var (time, id) = (new DateTimeOffset(2026, 11, 30, 4, 20, 0, TimeSpan.Zero).AddTicks(7), Guid.NewGuid());
        Assert.Equal((time, id), tokens.ReadTime("q", tokens.Write("q", time, id)));
        Assert.Null(tokens.ReadTime("q", ""));
    }

    [Theory]
    [InlineData("other query")]
    [InlineData("damaged")]
    [InlineData("not hex")]
    public void Token_Wrong_IsRefused(string how)
    {
        var token = tokens.Write("q", "aster");
        var (query, text) = how switch
        {
            "other query" => ("p", token),
            "damaged" => ("q", (token[0] == '0' ? '1' : '0') + token[1..]),
            _ => ("q", "zz"),
        };
        var refused = Assert.Throws<RefusalException>(() => tokens.Read(query, text));
        Assert.Equal(ErrorReason.PageTokenInvalid, refused.Refusal.Reason);
    }
}
