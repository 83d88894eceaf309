using Federation.Ledger.V1;
using Federation.Types.V1;

namespace Federation.Tests;

public sealed class FingerprintTests
{
    private static EarnRequest Request => new()
    {
        RequestId = "0198c5d2-0000-7000-8000-000000000001",
        Member = "members/0198c5d2-0000-7000-8000-000000000002",
        Amount = new CoinAmount { Coin = "coins/aster", Units = 100 },
        ExternalReference = "536365-aster",
    };

    [Fact]
    public void Same_Content_IsSame() =>
        Assert.Equal(Fingerprint.Of("/Earn", Request), Fingerprint.Of("/Earn", Request.Clone()));

    [Fact]
    public void Part_WhoseFormIsKnown_IsSame()
    {
        var request = Request;
        var known = Fingerprint.FormOf(request.Amount);
        Assert.Equal(Fingerprint.Of("/Earn", Request), Fingerprint.Of("/Earn", request, known));

        // Another instance is looked at, whatever it holds.
        var other = Request;
        other.Amount.Units++;
        Assert.Equal(Fingerprint.Of("/Earn", other), Fingerprint.Of("/Earn", other, known));
    }

    [Fact]
    public void RequestId_IsNotContent()
    {
        var other = Request;
        other.RequestId = "0198c5d2-0000-7000-8000-000000000009";
        Assert.Equal(Fingerprint.Of("/Earn", Request), Fingerprint.Of("/Earn", other));
    }

    [Fact]
    public void EachField_IsContent()
    {
        var changes = new Action<EarnRequest>[]
        {
            r => r.Member = "members/other",
            r => r.Amount.Units = 101,
            r => r.Amount.Coin = "coins/birch",
            r => r.Amount = null,
            r => r.ExternalReference = "",
            r => r.Guards = new Guards { MinAvailableUnits = 0 },
            r => (r.Member, r.ExternalReference) = (r.ExternalReference, r.Member),
        };
        var all = changes.Select(change =>
        {
            var request = Request;
            change(request);
            return Convert.ToHexString(Fingerprint.Of("/Earn", request));
        }).Append(Convert.ToHexString(Fingerprint.Of("/Earn", Request)))
            .Append(Convert.ToHexString(Fingerprint.Of("/Redeem", Request)));
        Assert.Equal(changes.Length + 2, all.Distinct().Count());
    }

    /// <summary>A command that is sent again with another <c>not_after</c>, or without one, is the same
    /// command.</summary>
    [Fact]
    public void NotAfter_IsNoContent()
    {
        byte[] Of(Guards? guards)
        {
            var request = Request;
            request.Guards = guards;
            return Fingerprint.Of("/Earn", request);
        }
        Assert.Equal(Of(null), Of(new Guards { NotAfter = new() { Seconds = 1 } }));
        Assert.Equal(Of(null), Of(new Guards { NotAfter = new() { Seconds = 2 } }));
        var least = new Guards { MinAvailableUnits = 5 };
        var later = new Guards(least) { NotAfter = new() { Seconds = 2 } };
        Assert.Equal(Of(least), Of(later));
        Assert.NotEqual(Of(null), Of(least));
    }

    [Fact]
    public void Form_IsKept()
    {
        // The fingerprint is kept for ever: a change of its form would make every retry of an old command a reuse.
        Assert.Equal(
            "D0A00585FFCEBD2E71AEBF3DD93D52072FE4FFAB61EFADADF97E256C9D21D623",
            Convert.ToHexString(Fingerprint.Of("/federation.ledger.v1.LedgerService/Earn", Request)));
    }

    [Fact]
    public void EveryCommand_HasACanonicalForm()
    {
        foreach (var file in PermissionsTests.Files)
            foreach (var method in file.Services.SelectMany(s => s.Methods))
                Fingerprint.Of("/" + method.FullName, method.InputType.Parser.ParseFrom([]));
    }
}
