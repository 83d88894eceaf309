using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange.Tests;

public class SpendableListTests
{
    private static readonly DirectoryMerchant BirchShop = new() { PartnerId = "birch", Id = "shop", CoinId = "birch" };

    [Fact]
    public void Of_OptedInCoins_SaysWhatEachGives()
    {
        var list = SpendableList.Of(Given.Directory(), Given.Consent(), Wallets(), BirchShop, Given.Board());

        Assert.Equal("boards/7", list.Board);
        Assert.Equal(
            [("coins/aster", 500, 891), ("coins/cedar", 0, 0), ("coins/dune", 777, 1_169)],
            list.Spendables.Select(s => (s.Available.Coin, s.Available.Units, s.Gives.Units)));
        Assert.All(list.Spendables, s => Assert.Equal("coins/birch", s.Gives.Coin));
        Assert.All(list.Spendables, s => Assert.False(s.HasCapRemainingUnits));
    }

    [Fact]
    public void Of_Cap_IsWhatTodayLeavesOfIt()
    {
        var wallets = Wallets();
        var coins = wallets.Wallets.Select(w => w.Coin).Where(c => c != "coins/birch").Order(StringComparer.Ordinal)
            .ToList();
        wallets.CappedTodayUnits[coins[1]] = 150;
        wallets.CappedTodayUnits[coins[2]] = 700;

        var list = SpendableList.Of(Given.Directory(), Given.Consent(cap: 600), wallets, BirchShop, Given.Board());

        Assert.Equal([600, 450, 0], list.Spendables.Select(s => s.CapRemainingUnits));
    }

    [Fact]
    public void Of_LimitsOfAConversion_GivesWhatOnePaymentMayTake()
    {
        var terms = Given.Terms();
        (terms.MinimumUnits, terms.MaximumUnits) = (501, 600);

        var list = SpendableList.Of(
            Given.Directory(), Given.Consent(), Wallets(), BirchShop, terms.ToRates(7, Given.Currency));

        // 500 asters are too few; of 777 dunes 600 count: 600 * 76 * 0.99 / 50 = 902.88.
        Assert.Equal([0, 0, 902], list.Spendables.Select(s => s.Gives.Units));
    }

    [Theory]
    [InlineData("not linked")]
    [InlineData("no consents")]
    [InlineData("merchant's coin without a value")]
    [InlineData("wallets unlinked")]
    [InlineData("issuers suspended")]
    [InlineData("coins without values")]
    public void Of_NothingToPayWith_IsEmpty(string why)
    {
        var (directory, consent, wallets, board) = (Given.Directory(), Given.Consent(), Wallets(), Given.Board());
        switch (why)
        {
            case "not linked": consent.MerchantLinked = false; break;
            case "no consents": consent.Consents.Clear(); break;
            case "merchant's coin without a value": board = Given.Board("birch"); break;
            case "wallets unlinked":
                foreach (var wallet in wallets.Wallets)
                    wallet.State = WalletState.Unlinked;
                break;
            case "issuers suspended": directory = Given.Directory("aster", "cedar", "dune"); break;
            case "coins without values": board = Given.Board("aster", "cedar", "dune"); break;
            default: throw new ArgumentOutOfRangeException(nameof(why), why, null);
        }

        Assert.Empty(SpendableList.Of(directory, consent, wallets, BirchShop, board).Spendables);
    }

    [Fact]
    public void Of_HugeWallet_PromisesNoMoreThanOnePaymentMoves()
    {
        var wallets = new GetMemberWalletsResponse();
        wallets.Wallets.Add(
            new Wallet { Coin = "coins/cedar", AvailableUnits = long.MaxValue, State = WalletState.Active });

        var list = SpendableList.Of(Given.Directory(), Given.Consent(), wallets, BirchShop, Given.Board());

        Assert.Equal(Units.MaxCommand, Assert.Single(list.Spendables).Gives.Units);
    }

    [Fact]
    public void Refuses_InTheDocumentedOrder()
    {
        var request = new ListSpendableRequest { Member = "members/" + Guid.Empty };
        var consent = Given.Consent();
        consent.MemberId = "";
        consent.MemberClosed = true;
        var suspended = new List<string> { "birch" };
        ErrorReason? Reason() =>
            SpendableList.Refuses(request, Given.Directory([.. suspended]), consent, BirchShop)?.Reason;

        Assert.Equal(ErrorReason.MemberNotFound, Reason());
        consent.MemberId = Given.Ann.ToString();
        Assert.Equal(ErrorReason.MemberClosed, Reason());
        consent.MemberClosed = false;
        Assert.Equal(ErrorReason.PartnerSuspended, Reason());
        suspended.Clear();
        Assert.Null(Reason());
    }

    private static GetMemberWalletsResponse Wallets()
    {
        var response = new GetMemberWalletsResponse();
        foreach (var (coin, units) in new[] { ("dune", 777L), ("aster", 500L), ("birch", 900L), ("cedar", 0L) })
            response.Wallets.Add(
                new Wallet { Coin = "coins/" + coin, AvailableUnits = units, State = WalletState.Active });
        return response;
    }
}
