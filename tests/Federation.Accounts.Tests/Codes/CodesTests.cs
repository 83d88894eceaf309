using System.Security.Cryptography;
using Federation.Hosting;

namespace Federation.Accounts.Tests;

public sealed class CodesTests
{
    private static readonly Guid Request = Guid.Parse("018f5a00-0000-7000-8000-000000000001");
    private static readonly Principal Aster = Principal.Of(new PartnerId("aster"));
    private static readonly Principal Birch = Principal.Of(new PartnerId("birch"));
    private readonly Codes codes = new(AllianceKey.FromSecret(new byte[32]));

    [Fact]
    public void Code_Shown_IsFourGroupsOfFour() =>
        Assert.Matches(
            @"\A([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\z",
            codes.LinkCode(Aster, Request).ToString());

    [Theory]
    [InlineData("00000000000000000000", "0000-0000-0000-0000")]
    [InlineData("ffffffffffffffffffff", "ZZZZ-ZZZZ-ZZZZ-ZZZZ")]
    [InlineData("00000000000000000001", "0000-0000-0000-0001")]
    [InlineData("00443214c74254b635cf", "0123-4567-89AB-CDEF")]
    [InlineData("84653a56d7c675be77df", "GHJK-MNPQ-RSTV-WXYZ")]
    public void Code_OfBytes_IsCrockfordsBase32(string hex, string shown) =>
        Assert.Equal(shown, Code.Of(Convert.FromHexString(hex)).ToString());

    [Fact]
    public void Code_OfTheSameRequest_IsTheSame()
    {
        var again = new Codes(AllianceKey.FromSecret(new byte[32]));
        Assert.Equal(codes.LinkCode(Aster, Request), again.LinkCode(Aster, Request));
        Assert.Equal(codes.PayCode(Aster, Request), again.PayCode(Aster, Request));
    }

    [Fact]
    public void Code_OfAnotherPurposePrincipalRequestOrAlliance_IsAnother()
    {
        var otherKey = new Codes(AllianceKey.FromSecret([1, .. new byte[31]]));
        Code[] all =
        [
            codes.LinkCode(Aster, Request),
            codes.PayCode(Aster, Request),
            codes.LinkCode(Birch, Request),
            codes.LinkCode(Aster, Guid.Parse("018f5a00-0000-7000-8000-000000000002")),
            otherKey.LinkCode(Aster, Request),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all.Length, all.Select(c => Convert.ToHexString(c.Hash)).Distinct().Count());
    }

    [Theory]
    [InlineData("0123-4567-89AB-CDEF", "0123-4567-89AB-CDEF")]
    [InlineData("0123456789abcdef", "0123-4567-89AB-CDEF")]
    [InlineData("-01-23456789ABcDe-f--", "0123-4567-89AB-CDEF")]
    [InlineData("oIl3-4567-89AB-CDEF", "0113-4567-89AB-CDEF")]
    [InlineData("OiL3-4567-89AB-CDEF", "0113-4567-89AB-CDEF")]
    [InlineData("", null)]
    [InlineData("----", null)]
    [InlineData("0123-4567-89AB-CDE", null)]
    [InlineData("0123-4567-89AB-CDEFG", null)]
    [InlineData("U123-4567-89AB-CDEF", null)]
    [InlineData("0123-4567-89AB-CDE\u0660", null)]
    [InlineData("0123 4567 89AB CDEF", null)]
    [InlineData("0123-4567-89AB-CDE\u0131", null)]
    public void Typed_Read_IsTheCodeOrNone(string typed, string? shown) =>
        Assert.Equal(shown, Code.TryRead(typed, out var code) ? code.ToString() : null);

    [Fact]
    public void Code_WrittenAndRead_IsItself()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var bytes = new byte[Code.Bytes];
            random.NextBytes(bytes);
            var code = Code.Of(bytes);
            Assert.True(Code.TryRead(code.ToString().ToLowerInvariant(), out var read), $"seed {seed}, round {i}");
            Assert.Equal(code, read);
            Assert.Equal(code.Hash, read.Hash);
        }
    }

    [Fact]
    public void Consumes_OfAHash_FitsTheLedgersKey()
    {
        var key = Codes.Consumes(SHA256.HashData("0123456789ABCDEF"u8));
        Assert.Matches(@"\Apaycode:[0-9a-f]{64}\z", key);
        Assert.True(Code.TryRead("0123-4567-89AB-CDEF", out var code));
        Assert.Equal(key, Codes.Consumes(code.Hash));
    }
}
