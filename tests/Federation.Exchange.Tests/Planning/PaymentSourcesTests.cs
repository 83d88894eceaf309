using Federation.Accounts.Internal.V1;
using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Exchange.Tests;

/// <summary>Which of a member's coins a payment at birch's till may take.</summary>
public class PaymentSourcesTests
{
    [Fact]
    public void Of_EveryCoin_HasItsTermsAndTheOwnOneNone()
    {
        var sources = Of(Given.Wallets(("aster", 5), ("birch", 6), ("cedar", 7)));

        Assert.Equal(["aster", "birch", "cedar"], sources.Select(s => s.CoinId));
        Assert.Equal([100, 50, 200], sources.Select(s => s.OnValue));
        Assert.Equal([90, null, 170], sources.Select(s => s.Terms?.Rate.OffValue));
        Assert.Equal([5, 6, 7], sources.Select(s => s.Lots.Single().Units));
        Assert.All(sources, s => Assert.Null(s.CapUnits));
    }

    // What is wrong -> the coins that are left of aster, birch (the till's own), cedar and dune.
    [Theory]
    [InlineData("nothing", "aster birch cedar dune")]
    [InlineData("no consent to aster", "birch cedar dune")]
    [InlineData("no consent at all", "birch")]
    [InlineData("not linked", "")]
    [InlineData("aster suspended", "birch cedar dune")]
    [InlineData("aster not on the board", "birch cedar dune")]
    [InlineData("aster unknown", "birch cedar dune")]
    [InlineData("aster frozen", "birch cedar dune")]
    [InlineData("aster unlinked", "birch cedar dune")]
    [InlineData("birch closed", "aster cedar dune")]
    public void Of_WhatMayNotBeTaken_IsLeftOut(string wrong, string left)
    {
        var wallets = Given.Wallets(("aster", 5), ("birch", 5), ("cedar", 5), ("dune", 5));
        var consent = Given.Consent();
        var word = wrong.Split(' ');
        switch (wrong)
        {
            case "no consent to aster":
                consent.Consents.RemoveAt(0);
                break;
            case "no consent at all":
                consent.Consents.Clear();
                break;
            case "not linked":
                consent.MerchantLinked = false;
                break;
            case "aster unknown":
                wallets.Wallets[0].Coin = "coins/unknown";
                break;
            case "aster frozen" or "aster unlinked" or "birch closed":
                wallets.Wallets.Single(w => w.Coin == "coins/" + word[0]).State =
                    System.Enum.Parse<WalletState>(word[1], ignoreCase: true);
                break;
            default:
                break;
        }
        var suspended = wrong == "aster suspended" ? new[] { "aster" } : [];
        var without = wrong == "aster not on the board" ? new[] { "aster" } : [];

        var directory = Given.Directory(suspended);
        var sources = PaymentSources.Of(
            directory, consent, wallets, directory.Merchants[("birch", "shop")], Given.Board(without));

        Assert.Equal(left, string.Join(' ', sources.Select(s => s.CoinId)));
    }

    // provenance held expires available awaits -> units that may be taken of 10
    [Theory]
    [InlineData(Provenance.Earned, 0, null, null, false, 10)]
    [InlineData(Provenance.Promotional, 4, 1, 0, false, 6)]
    [InlineData(Provenance.Purchased, 0, null, null, false, 0)]
    [InlineData(Provenance.Earned, 10, null, null, false, 0)]
    [InlineData(Provenance.Earned, 0, 0, null, false, 0)]
    [InlineData(Provenance.Earned, 0, -1, null, false, 0)]
    [InlineData(Provenance.Earned, 0, null, 1, false, 0)]
    [InlineData(Provenance.Earned, 0, null, 0, false, 10)]
    [InlineData(Provenance.Earned, 0, null, null, true, 0)]
    public void Of_Lot_CountsWhatCanLeaveNow(
        Provenance provenance, long held, int? expires, int? available, bool awaits, long units)
    {
        var lot = Given.Lot(10, held, provenance);
        lot.Terms.AwaitsConfirmation = awaits;
        lot.Terms.ExpireTime = expires is { } e ? Given.Now.AddDays(e).ToTimestamp() : null;
        lot.Terms.AvailableTime = available is { } a ? Given.Now.AddDays(a).ToTimestamp() : null;
        var wallets = new GetMemberWalletsResponse
        {
            Now = Given.Now.ToTimestamp(),
            Wallets = { Given.Wallet("aster", lot) }
        };

        var source = Assert.Single(Of(wallets));

        AvailableLot[] expected = units == 0 ? [] : [new(units, lot.Terms.ExpireTime?.ToDateTimeOffset())];
        Assert.Equal(expected, source.Lots);
    }

    // cap taken today -> left
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 50, null)]
    [InlineData(40, 0, 40L)]
    [InlineData(40, 15, 25L)]
    [InlineData(40, 40, 0L)]
    [InlineData(40, 60, 0L)]
    public void Of_Cap_LeavesWhatWasNotTakenToday_AndNoneOnTheOwnCoin(long cap, long taken, long? left)
    {
        var wallets = Given.Wallets(("aster", 100), ("birch", 100));
        wallets.CappedTodayUnits["coins/aster"] = taken;

        var sources = Of(wallets, Given.Consent(cap));

        Assert.Equal([left, null], sources.Select(s => s.CapUnits));
    }

    [Fact]
    public void WishesOf_Request_AreIds()
    {
        Assert.Same(PaymentWishes.None, PaymentSources.WishesOf(null));
        var wishes = PaymentSources.WishesOf(
            new CoinWishes { ExcludedCoins = { "coins/aster" }, Order = { "coins/dune", "coins/cedar" } });
        Assert.Equal(["aster"], wishes.Excluded);
        Assert.Equal(["dune", "cedar"], wishes.Order!);
        Assert.Null(PaymentSources.WishesOf(new CoinWishes()).Order);
    }

    private static List<PaymentSource> Of(GetMemberWalletsResponse wallets, ResolveSpendingResponse? consent = null) =>
        [.. PaymentSources.Of(
        Given.Directory(), consent
        ?? Given.Consent(), wallets, Given.Directory().Merchants[("birch", "shop")], Given.Board())];
}
