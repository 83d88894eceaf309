namespace Federation.Tests;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData("partners/aster", "aster", null, null)]
    [InlineData("admins/chen.wei", null, "chen.wei", null)]
    [InlineData("modules/exchange", null, null, "exchange")]
    [InlineData("ledger", null, null, null)]
    public void Parse_Name_TellsWhoItIs(string name, string? partner, string? person, string? module)
    {
        var principal = Principal.Parse(name);
        Assert.Equal((name, name), (principal.Name, principal.ToString()));
        Assert.Equal((partner, person, module), (principal.Partner?.Value, principal.Person, principal.Module));
    }

    [Fact]
    public void Of_WhoActs_IsTheNameParsed()
    {
        Assert.Equal(Principal.Parse("partners/aster"), Principal.Of(new PartnerId("aster")));
        Assert.Equal(Principal.Parse("admins/ada"), Principal.OfPerson("ada"));
        Assert.Equal(Principal.Parse("modules/exchange"), Principal.OfModule("exchange"));
        Assert.Equal(Principal.Parse("ledger"), Principal.Ledger);
        Assert.Equal("", default(Principal).Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alliance")]
    [InlineData("aster")]
    [InlineData("partners/")]
    [InlineData("partners/A")]
    [InlineData("partners/aster/merchants/till")]
    [InlineData("admins/a")]
    [InlineData("admins/ada b")]
    [InlineData("admins/Ada")]
    [InlineData("modules/")]
    [InlineData("Ledger")]
    public void TryParse_AnythingElse_IsNobody(string? name)
    {
        Assert.False(Principal.TryParse(name, out var principal));
        Assert.Equal(default, principal);
        Assert.Throws<ArgumentException>(() => Principal.Parse(name ?? ""));
    }

    [Theory]
    [InlineData("ab", true)]
    [InlineData("a", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void TryPerson_Name_MustBeOfGoodForm(string person, bool good)
    {
        Assert.Equal(good, Principal.TryPerson(person, out var principal));
        Assert.Equal(good ? person : null, principal.Person);
        Assert.False(Principal.TryPerson(new string('a', 65), out _));
        Assert.True(Principal.TryPerson(new string('a', 64), out _));
    }
}
