namespace Federation.Tests;

public sealed class JournalIdTests
{
    private const string Uuid = "0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";

    [Fact]
    public void Parse_Name_IsItsId()
    {
        Assert.True(JournalId.TryParse("journals/" + Uuid, out var id));
        Assert.Equal(new JournalId(Guid.ParseExact(Uuid, "D")), id);
        Assert.Equal(id, JournalId.Parse(id.Name));
        Assert.Equal((Uuid, "journals/" + Uuid, "holds/" + Uuid), (id.ToString(), id.Name, id.HoldName));
    }

    [Fact]
    public void TryParse_OtherNameOfAJournal_IsItsIdUnderThatPrefixAlone()
    {
        var id = new JournalId(Guid.ParseExact(Uuid, "D"));
        Assert.True(JournalId.TryParse("holds/" + Uuid, ResourceNames.Holds, out var hold));
        Assert.Equal(id, hold);
        Assert.Equal("exchanges/" + Uuid, id.NameAs(ResourceNames.Exchanges));
        Assert.False(JournalId.TryParse(id.HoldName, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Uuid)]
    [InlineData("journals/")]
    [InlineData("journals/1")]
    [InlineData("Journals/" + Uuid)]
    [InlineData("journals/0198C5A1-6c57-7c3e-8f0a-3d1f7a2b9c4d")]
    public void TryParse_AnythingElse_IsNone(string? name)
    {
        Assert.False(JournalId.TryParse(name, out var id));
        Assert.Equal(default, id);
        Assert.Throws<ArgumentException>(() => JournalId.Parse(name ?? ""));
    }
}
