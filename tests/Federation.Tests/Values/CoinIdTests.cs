namespace Federation.Tests;

public sealed class CoinIdTests
{
    [Fact]
    public void Parse_AName_GivesIdAndNameBack()
    {
        var id = CoinId.Parse("coins/aster");

        Assert.Equal(("aster", "aster", "coins/aster"), (id.Value, $"{id}", id.Name));
        Assert.Equal(new CoinId("aster"), id);
        Assert.Equal("", default(CoinId).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("aster")]
    [InlineData("coins/")]
    [InlineData("coins/A")]
    [InlineData("partners/aster")]
    public void Parse_OtherNames_AreRefused(string? name)
    {
        Assert.False(CoinId.TryParse(name, out var id));
        Assert.Equal(default, id);
        Assert.Throws<ArgumentException>(() => CoinId.Parse(name!));
        Assert.Throws<ArgumentException>(() => new CoinId("A"));
    }
}
