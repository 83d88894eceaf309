using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange.Tests;

/// <summary>What a member's coins are worth, and what a payment would lose.</summary>
public class WorthTests
{
    private const string Me = "members/me";
    private static readonly string Birchs = Given.Merchant("birch");
    private static readonly Call All = Call.OfMember(Given.Ann, "aster", "birch", "cedar", "dune");

    [Fact]
    public async Task ListWorth_AtAMerchant_SaysWhatArrivesAndWhoKeepsWhat()
    {
        await using var module = await StartAsync(
            Given.Wallet("aster", Given.Lot(500), Given.Lot(7, provenance: Provenance.Purchased)),
            Given.Wallet("birch", Given.Lot(40), Given.Lot(2, provenance: Provenance.Purchased)));

        var list = await module.Exchanges.ListWorth(new() { Member = Me, Merchant = Birchs }, All);

        Assert.Equal(
            [("coins/aster", 507, 50_700, 500, 891), ("coins/birch", 42, 2_100, 42, 42)],
            list.Worths.Select(w => (w.Available.Coin, w.Available.Units, w.Reference.Units,
                w.Arrivals.Single().Leg.Paid.Units, w.Arrivals.Single().Leg.Gives.Units)));
        // 500 at 90 are 45000, 1 per cent of it the alliance's; 891 at 50 are 44550; the issuer keeps 5000 of 50000.
        Assert.Equal(
            [("partners/aster", ShareKind.Spread, 5_000), ("partners/birch", ShareKind.Value, 44_550),
                ("alliance", ShareKind.Fee, 450)],
            list.Worths[0].Arrivals[0].Shares.Select(s => (s.Party, s.Kind, s.Amount.Units)));
        Assert.Equal([("partners/birch", ShareKind.Value, 2_100)],
            list.Worths[1].Arrivals[0].Shares.Select(s => (s.Party, s.Kind, s.Amount.Units)));
        Assert.All(list.Worths, w => Assert.All(w.Arrivals, a => Assert.Equal(
            a.Leg.Reference.Units, a.Shares.Sum(s => s.Amount.Units))));
        Assert.Equal(("boards/1", 52_800, 46_650), (list.Board, list.Reference.Units, list.Value.Units));
    }

    [Fact]
    public async Task ListWorth_OfAllMerchants_IsAMatrixInPages_OfProvenBrandsAlone()
    {
        await using var module = await StartAsync(
            Given.Wallet("aster", Given.Lot(500)), Given.Wallet("birch", Given.Lot(40)),
            Given.Wallet("cedar", Given.Lot(1)));
        module.Consent = new();
        var request = new ListWorthRequest { Member = Me, PageSize = 1 };
        var seen = new List<string>();
        do
        {
            var page = await module.Exchanges.ListWorth(request, All);
            Assert.Equal((52_200, null), (page.Reference.Units, page.Value));
            Assert.Equal(["coins/aster", "coins/birch", "coins/cedar", "coins/dune"],
                page.Worths.Single().Arrivals.Select(a => a.Coin));
            seen.Add(page.Worths.Single().Available.Coin);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(["coins/aster", "coins/birch", "coins/cedar"], seen);
        var birch = await module.Exchanges.ListWorth(new() { Member = Me }, Call.OfMember(Given.Ann, "birch"));
        Assert.Equal(("coins/birch", 2_000), (birch.Worths.Single().Available.Coin, birch.Reference.Units));
        var none = await module.Exchanges.ListWorth(new() { Member = Me, Merchant = Birchs }, Call.OfMember(Given.Ann));
        Assert.Equal((0, 0, 0), (none.Worths.Count, none.Reference.Units, none.Value.Units));
    }

    [Fact]
    public async Task ListWorth_OfCoinsThatAreNotTaken_SaysWhy()
    {
        await using var module = await StartAsync(
            Given.Wallet("aster", Given.Lot(500)), Given.Wallet("birch", Given.Lot(5)), Given.Wallet("cedar"),
            Given.Wallet("dune", Given.Lot(5)));
        module.Books.Wallets.Wallets[3].State = WalletState.Frozen;
        Assert.Equal(
            "coins/aster:  coins/birch:  coins/cedar: INSUFFICIENT_COINS coins/dune: WALLET_FROZEN",
            await ReasonsAsync());
        module.Books.Wallets.Wallets[3].State = WalletState.Unlinked;
        await SuspendAsync(module, "aster", version: 2);
        Assert.Equal("coins/aster: PARTNER_SUSPENDED coins/birch:  coins/cedar: INSUFFICIENT_COINS "
            + "coins/dune: NOT_LINKED", await ReasonsAsync());
        await SuspendAsync(module, "birch", version: 3);
        Assert.Equal("coins/aster: PARTNER_SUSPENDED coins/birch: PARTNER_SUSPENDED coins/cedar: PARTNER_SUSPENDED "
            + "coins/dune: PARTNER_SUSPENDED", await ReasonsAsync());

        async Task<string> ReasonsAsync() => string.Join(' ', (await module.Exchanges.ListWorth(
            new() { Member = Me, Merchant = Birchs }, All)).Worths
            .Select(w => $"{w.Available.Coin}: {w.Arrivals[0].NotTaken?.Reason}"));
    }

    [Fact]
    public void Worth_BesideLimitsAndBeyondRanges_IsSaidNotRefused()
    {
        var shop = new DirectoryMerchant { PartnerId = "birch", Id = "shop", CoinId = "birch" };
        var board = new RateBoard(7, Given.Currency, new ConversionFee(0, 0), Given.Coins.Where(c => c.Coin != "dune")
            .Select(c => KeyValuePair.Create(c.Coin, new CoinRates(c.OnValue, c.OffValue))),
            new ConversionLimits(10, 200));
        var list = new WorthList(Given.Directory(), board, Given.Now, shop);

        var few = list.Of(Given.Wallet("aster", Given.Lot(9)));
        Assert.Equal("CONVERSION_BELOW_MINIMUM", few.Arrivals[0].NotTaken.Reason);
        var many = list.Of(Given.Wallet("aster", Given.Lot(900)));
        Assert.Equal((900, 200), (many.Available.Units, many.Arrivals[0].Leg.Paid.Units));
        var off = list.Of(Given.Wallet("dune", Given.Lot(900)));
        Assert.Equal(("COIN_NOT_ON_BOARD", null), (off.Arrivals[0].NotTaken.Reason, off.Reference));
        var own = new WorthList(Given.Directory(), board, Given.Now,
            new DirectoryMerchant { PartnerId = "dune", Id = "shop", CoinId = "dune" });
        var redeemed = own.Of(Given.Wallet("dune", Given.Lot(900))).Arrivals[0];
        Assert.Equal((900, null), (redeemed.Leg.Gives.Units, redeemed.Leg.Reference));
        Assert.Empty(redeemed.Shares);
    }

    [Fact]
    public async Task PreviewPay_SaysWhatIsLostBesideTheLeast_AndMovesNothing()
    {
        await using var module = await StartAsync(
            Given.Wallet("aster", Given.Lot(500)), Given.Wallet("birch", Given.Lot(40)),
            Given.Wallet("dune", Given.Lot(300)));
        module.Consent = new();
        var request = new PreviewPayRequest { Member = Me, Merchant = Birchs, Amount = Given.Amount("birch", 100) };

        var least = await module.Exchanges.PreviewPay(request, All);

        // The shop's own coins lose nothing, dune's least of the others.
        Assert.Equal(["coins/birch", "coins/dune"], least.Legs.Select(l => l.Leg.Paid.Coin));
        Assert.Equal(least.Loss, least.LeastLoss);
        Assert.Equal((least.Loss.Units, 0), (least.Legs.Sum(l => l.Loss.Units), least.Legs[0].Loss.Units));
        Assert.Equal((100, null, "boards/1"),
            (least.Legs.Sum(l => l.Leg.Gives.Units), least.Missing, least.Board));
        Assert.Equal(least.Receipt.Reference.Units, least.Receipt.Shares.Sum(s => s.Amount.Units));
        request.Wishes = new CoinWishes { Order = { "coins/aster" } };
        var wished = await module.Exchanges.PreviewPay(request, All);
        Assert.Equal(["coins/aster"], wished.Legs.Select(l => l.Leg.Paid.Coin));
        Assert.True(wished.Loss.Units > wished.LeastLoss.Units);
        Assert.Equal(least.Loss, wished.LeastLoss);
        // Of what the session has not proven nothing is counted.
        request.Wishes = null;
        var part = await module.Exchanges.PreviewPay(request, Call.OfMember(Given.Ann, "birch"));
        Assert.Equal(
            (Given.Amount("birch", 60), 0, null, null),
            (part.Missing, part.Legs.Count, part.Loss, part.LeastLoss));
        request.Money = new() { Currency = Given.Currency, Units = 4_951 };
        Assert.Equal(Given.Amount("birch", 100), (await module.Exchanges.PreviewPay(request, All)).Amount);
        Assert.Empty(module.Books.Journals);
        Assert.Empty(module.Db.Quotes);
    }

    [Fact]
    public async Task Previews_OfOthers_OrOfNothing_AreRefused()
    {
        await using var module = await StartAsync(Given.Wallet("aster", Given.Lot(500)));
        var preview = new PreviewPayRequest { Member = Me, Merchant = Birchs, Amount = Given.Amount("birch", 1) };
        foreach (var (change, reason) in new (Action<PreviewPayRequest>, ErrorReason)[]
        {
            (r => r.Member = Given.Names.NameFor("birch", Given.Ann), ErrorReason.MemberNotFound),
            (r => r.Member = $"members/{Given.Ann}", ErrorReason.MemberNotFound),
            (r => r.Merchant = "partners/birch/merchants/none", ErrorReason.MerchantNotFound),
            (r => r.Amount = Given.Amount("aster", 1), ErrorReason.FieldInvalid),
            (r => r.ClearHowMuch(), ErrorReason.FieldInvalid),
            (r => r.Money = new() { Currency = "EUR", Units = 1 }, ErrorReason.FieldInvalid),
            (r => r.Wishes = new() { Order = { "aster" } }, ErrorReason.FieldInvalid),
        })
        {
            var request = preview.Clone();
            change(request);
            Assert.Equal(reason, await Refusals.ReasonAsync(module.Exchanges.PreviewPay(request, All)));
        }
        foreach (var (request, reason) in new[]
        {
            (new ListWorthRequest { Member = "members/you" }, ErrorReason.FieldInvalid),
            (new ListWorthRequest { Member = Me, PageSize = 51 }, ErrorReason.FieldInvalid),
            (new ListWorthRequest { Member = Me, PageToken = "ab" }, ErrorReason.PageTokenInvalid),
            (new ListWorthRequest { Member = $"members/{Given.Ann}" }, ErrorReason.MemberNotFound),
            (new ListWorthRequest { Member = Me, Merchant = "partners/birch/merchants/none" },
                ErrorReason.MerchantNotFound),
        })
            Assert.Equal(reason, await Refusals.ReasonAsync(module.Exchanges.ListWorth(request, All)));
        await SuspendAsync(module, "birch", version: 2);
        Assert.Equal(
            ErrorReason.PartnerSuspended, await Refusals.ReasonAsync(module.Exchanges.PreviewPay(preview, All)));
    }

    private static async Task SuspendAsync(Module module, string brand, int version)
    {
        module.Brands = Given.DirectoryResponse(brand);
        module.Brands.Version = version;
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Module> StartAsync(params Wallet[] wallets)
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Books.Wallets.Wallets.AddRange(wallets);
        return module;
    }
}
