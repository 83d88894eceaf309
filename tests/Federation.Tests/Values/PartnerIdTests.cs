namespace Federation.Tests;

public sealed class PartnerIdTests
{
    [Fact]
    public void Parse_AName_GivesIdAndNameBack()
    {
        var id = PartnerId.Parse("partners/aster");

        Assert.Equal(("aster", "aster", "partners/aster"), (id.Value, $"{id}", id.Name));
        Assert.Equal(new PartnerId("aster"), id);
        Assert.Equal("", default(PartnerId).Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("aster")]
    [InlineData("partners/")]
    [InlineData("partners/A")]
    [InlineData("coins/aster")]
    public void Parse_OtherNames_AreRefused(string? name)
    {
        Assert.False(PartnerId.TryParse(name, out var id));
        Assert.Equal(default, id);
        Assert.Throws<ArgumentException>(() => PartnerId.Parse(name!));
        Assert.Throws<ArgumentException>(() => new PartnerId("A"));
    }
}
