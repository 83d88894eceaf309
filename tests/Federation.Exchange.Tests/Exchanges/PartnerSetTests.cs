namespace Federation.Exchange.Tests;

public sealed class PartnerSetTests
{
    [Fact]
    public void Of_AnyOrder_IsWrittenInOneWayAndReadBack()
    {
        var set = PartnerSet.Of(["cedar", "aster", "cedar"]);

        Assert.Equal("aster cedar", set.ToString());
        Assert.Equal(["aster", "cedar"], set.Ids);
        Assert.Equal(set, PartnerSet.Read("aster cedar"));
        Assert.True(set.Contains("cedar"));
        Assert.False(set.Contains("ceda"));
    }
}
