namespace Federation.Tests;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("aster", true)]
    [InlineData("a1-b", true)]
    [InlineData("a", false)]
    [InlineData("1aster", false)]
    [InlineData("Aster", false)]
    [InlineData("aster ", false)]
    [InlineData("a/b", false)]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456", false)]
    public void Id_Form(string id, bool good) => Assert.Equal(good, ResourceNames.IsId(id));

    [Fact]
    public void Names_ReadBack()
    {
        Assert.True(ResourceNames.TryCoin("coins/aster", out var coin));
        Assert.Equal("aster", coin);
        Assert.True(
            ResourceNames.TryMerchant(ResourceNames.Merchant("aster", "till-1"), out var partner, out var merchant));
        Assert.Equal(("aster", "till-1"), (partner, merchant));
        Assert.True(ResourceNames.TryWallet("members/m/wallets/aster", out var member, out coin));
        Assert.Equal(("members/m", "aster"), (member, coin));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("coins/")]
    [InlineData("coins/aster/")]
    [InlineData("partners/aster")]
    public void Coin_OtherNames_AreNone(string? name) => Assert.False(ResourceNames.TryCoin(name, out _));
}
