using Federation.Hosting;

namespace Federation.Accounts.Tests;

public sealed class MemberNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly MemberNames names = new(AllianceKey.FromSecret(new byte[32]).Derive("member-names"));

    [Fact]
    public void Name_ReadByItsPartner_IsTheMember()
    {
        for (var i = 0; i < 100; i++)
        {
            var member = names.NewId(Now.AddMilliseconds(i));
            Assert.True(names.TryRead("aster", names.NameFor("aster", member), out var read));
            Assert.Equal(member, read);
        }
    }

    [Fact]
    public void Name_ReadByAnotherPartner_IsUnknown()
    {
        for (var i = 0; i < 100; i++)
        {
            var member = names.NewId(Now);
            Assert.NotEqual(names.NameFor("aster", member), names.NameFor("birch", member));
            Assert.False(names.TryRead("birch", names.NameFor("aster", member), out _));
        }
    }

    [Fact]
    public void Name_WithAnyBitChanged_IsUnknown()
    {
        var name = names.NameFor("aster", names.NewId(Now));
        for (var bit = 0; bit < 128; bit++)
        {
            var bytes = Guid.ParseExact(name["members/".Length..], "D").ToByteArray(bigEndian: true);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(names.TryRead("aster", $"members/{new Guid(bytes, bigEndian: true):D}", out _), $"bit {bit}");
        }
    }

    [Fact]
    public void Name_OfAnotherAlliance_IsUnknown()
    {
        var other = new MemberNames(AllianceKey.FromSecret([1, .. new byte[31]]).Derive("member-names"));
        Assert.False(names.TryRead("aster", other.NameFor("aster", other.NewId(Now)), out _));
    }

    [Fact]
    public void InternalId_UsedAsAName_IsUnknown()
    {
        var member = names.NewId(Now);
        Assert.False(names.TryRead("aster", $"members/{member}", out _));
        Assert.True(names.TryReadInternal(member.ToString(), out var read));
        Assert.Equal(member, read);
        Assert.False(names.TryReadInternal(names.NameFor("aster", member)["members/".Length..], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("members/")]
    [InlineData("members/00000000-0000-0000-0000-000000000000")]
    [InlineData("partners/aster")]
    [InlineData("members/{00000000-0000-0000-0000-000000000000}")]
    public void Name_ThatIsNone_IsUnknown(string name) => Assert.False(names.TryRead("aster", name, out _));
}
