using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Tests;

public sealed class UuidsTests
{
    private const string Good = "0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";

    /// <summary>Everything that .NET takes for the same UUID.</summary>
    public static TheoryData<string> OtherSpellings => new()
    {
        " " + Good, Good + " ", Good + "\n", "\r\n" + Good, "\t" + Good, "\u00a0" + Good, Good + "\u3000",
        "{" + Good + "}", "(" + Good + ")", Good.Replace("-", "", StringComparison.Ordinal), Good.ToUpperInvariant(),
        "+198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d", "0x98c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d",
        "0198c5a1-+c57-7c3e-8f0a-3d1f7a2b9c4d",
        "0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4D", Good + "0", Good[..35], "", new string('-', 36),
        "０198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d",
    };

    [Fact]
    public void Uuid_InItsOneSpelling_IsTaken()
    {
        Assert.True(Uuids.TryParse(Good, out var id));
        Assert.Equal(Good, id.ToString("D"));
        Assert.True(ResourceNames.TryUuid("journals/" + Good, "journals/", out _));
        Assert.Equal(id, new Form().RequestId(Good));
    }

    [Theory]
    [MemberData(nameof(OtherSpellings))]
    public void Uuid_InAnotherSpelling_IsRefusedWhereverIdsAreRead(string text)
    {
        Assert.False(Uuids.TryParse(text, out _));
        Assert.False(ResourceNames.TryUuid("journals/" + text, "journals/", out _));
        var names = new MemberNames(new byte[32]);
        Assert.False(names.TryRead("partners/aster", "members/" + text, out _));
        var form = new Form();
        form.RequestId(text);
        form.Uuid("holds/" + text, "holds/", "hold");
        form.Member("members/" + text, "member");
        Assert.Equal(ErrorReason.FieldInvalid, form.Problem()?.Reason);
        Assert.Equal(["request_id", "hold", "member"], form.Problem()!.Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("A1", true)]
    [InlineData("A 1", true)]
    [InlineData("~!@#", true)]
    [InlineData("A1 ", false)]
    [InlineData(" A1", false)]
    [InlineData(" ", false)]
    [InlineData("A1\n", false)]
    [InlineData("A1\u00a0", false)]
    [InlineData("É1", false)]
    [InlineData("E\u03011", false)]
    [InlineData("会员1", false)]
    [InlineData("A\u200b1", false)]
    [InlineData("А1", false)]
    public void OwnNumber_IsPrintableAsciiWithoutOuterBlanks(string number, bool good)
    {
        var form = new Form();
        form.ExternalReference(number, "external_id", required: true);
        form.ExternalReference(number);
        Assert.Equal(
            good ? [] : ["external_id", "external_reference"], form.Problem()?.Fields.Select(f => f.Field) ?? []);
    }
}
