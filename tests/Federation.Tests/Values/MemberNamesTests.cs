namespace Federation.Tests;

public sealed class MemberNamesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly MemberNames names = new(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray());

    [Fact]
    public void Name_OwnViewer_ReadsBackTheMember()
    {
        var member = names.NewId(Now);
        Assert.True(names.TryRead("aster", names.NameFor("aster", member), out var read));
        Assert.Equal(member, read);
    }

    [Fact]
    public void Name_IsPairwiseAndStable()
    {
        var member = names.NewId(Now);
        Assert.Equal(names.NameFor("aster", member), names.NameFor("aster", member));
        Assert.NotEqual(names.NameFor("aster", member), names.NameFor("birch", member));
    }

    [Fact]
    public void Name_OfAnotherViewer_IsUnknown() =>
        Assert.False(names.TryRead("birch", names.NameFor("aster", names.NewId(Now)), out _));

    [Theory]
    [InlineData("members/00000000-0000-0000-0000-000000000000")]
    [InlineData("members/6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("members/xyz")]
    [InlineData("6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    [InlineData("")]
    public void Name_NeverGiven_IsUnknown(string name) => Assert.False(names.TryRead("aster", name, out _));

    [Fact]
    public void Name_EachDigitChanged_IsUnknown()
    {
        var name = names.NameFor("aster", names.NewId(Now)).ToCharArray();
        for (var i = "members/".Length; i < name.Length; i++)
        {
            if (name[i] == '-')
                continue;
            var kept = name[i];
            name[i] = kept == 'a' ? 'b' : 'a';
            Assert.False(names.TryRead("aster", new string(name), out _), new string(name));
            name[i] = kept;
        }
    }

    [Fact]
    public void InternalId_OfAnotherAlliance_IsUnknown()
    {
        var others = new MemberNames(new byte[32]);
        Assert.False(names.TryReadInternal(others.NewId(Now).ToString(), out _));
        var own = names.NewId(Now);
        Assert.True(names.TryReadInternal(own.ToString(), out var read));
        Assert.Equal(own, read);
    }

    [Fact]
    public void Ids_GrowWithTime()
    {
        var ids = Enumerable.Range(0, 100).Select(n => names.NewId(Now.AddMilliseconds(n)).ToString()).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }
}
