using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Exchange.Tests;

/// <summary>What a member does and sees itself, as <c>members/me</c>: its own, of the brands that its session has
/// proven.</summary>
public class MemberExchangesTests
{
    private const string Me = "members/me";
    private static readonly MemberId Bob = Given.Names.NewId(Given.Now.AddMilliseconds(1));
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Both = Call.OfMember(Given.Ann, "aster", "birch");

    [Fact]
    public async Task Convert_ByTheMember_NeedsNoConsentAndCountsAgainstNoCap()
    {
        await using var module = await StartAsync();
        module.Consent.Consents.Clear();
        module.Consent.MerchantLinked = false;
        var request = Converting();

        var first = await module.Exchanges.Convert(request, Both);
        var again = await module.Exchanges.Convert(request, Both);

        Assert.Equal((Me, Given.Amount("birch", 891)), (first.Exchange.Member, first.Exchange.Received));
        Assert.Equal((true, first.Exchange), (again.Replayed, again.Exchange));
        Assert.False(first.Exchange.Detail.Legs[0].CountsAgainstDailyCap);
        var journal = Assert.Single(module.Books.Journals);
        Assert.Equal($"members/{Given.Ann}", journal.Principal);
        Assert.Equal(ErrorReason.BrandNotProven, await Refusals.ReasonAsync(
            module.Exchanges.Convert(Converting(), Call.OfMember(Given.Ann, "aster"))));
    }

    [Theory]
    [InlineData("aster")]
    [InlineData("birch")]
    public async Task Convert_WithoutAnActiveLinkToBoth_IsRefused(string unlinked)
    {
        await using var module = await StartAsync();
        module.Consent.LinkedPartnerIds.Remove(unlinked);
        Assert.Equal(
            ErrorReason.NotLinked, await Refusals.ReasonAsync(module.Exchanges.Convert(Converting(), Both)));
        Assert.Empty(module.Books.Journals);
    }

    [Fact]
    public async Task Convert_OfOthersOrUnproven_NeverReachesTheLedger()
    {
        await using var module = await StartAsync();
        module.Ledger.Calls.Clear();
        foreach (var name in (string[])[
            Given.Names.NameFor("aster", Given.Ann), $"members/{Bob}",
            Given.Names.NameFor($"members/{Given.Ann}", Bob)])
            Assert.Equal(ErrorReason.MemberNotFound, await Refusals.ReasonAsync(
                module.Exchanges.Convert(new(Converting()) { Member = name }, Both)));
        foreach (var session in (string[][])[["aster"], ["birch"], []])
        {
            var call = Call.OfMember(Given.Ann, session);
            Assert.Equal(
                ErrorReason.BrandNotProven, await Refusals.ReasonAsync(module.Exchanges.Convert(Converting(), call)));
            Assert.Equal(ErrorReason.BrandNotProven, await Refusals.ReasonAsync(
                module.Exchanges.PreviewConvert(Previewing(), call)));
        }
        Assert.Empty(module.Ledger.Calls);
        // The name is the member's own: for a brand it is nobody's, and that is remembered as for any other.
        module.Consent = new();
        Assert.Equal(
            ErrorReason.MemberNotFound, await Refusals.ReasonAsync(module.Exchanges.Convert(Converting(), Birch)));
    }

    [Fact]
    public async Task Convert_AtAnotherBoardThanAgreed_IsRefusedAndRemembered()
    {
        await using var module = await StartAsync();
        var request = Converting();
        request.ExpectedBoard = "boards/2";
        Assert.Equal(ErrorReason.BoardChanged, await Refusals.ReasonAsync(module.Exchanges.Convert(request, Both)));
        await module.PublishAsync(fee: 900);
        Assert.Equal(ErrorReason.BoardChanged, await Refusals.ReasonAsync(module.Exchanges.Convert(request, Both)));
        var agreed = new ConvertRequest(request) { RequestId = Module.NewId() };
        Assert.Equal("boards/2", (await module.Exchanges.Convert(agreed, Both)).Exchange.Detail.Board);
        agreed = new(agreed) { RequestId = Module.NewId(), ExpectedBoard = "boards/x" };
        Assert.Equal(ErrorReason.FieldInvalid, await Refusals.ReasonAsync(module.Exchanges.Convert(agreed, Both)));
    }

    [Fact]
    public async Task PreviewConvert_SaysWhatConvertDoes_AndMovesNothing()
    {
        await using var module = await StartAsync();
        var wallet = Given.Wallet("aster", Given.Lot(500, held: 1), Given.Lot(100, provenance: Provenance.Purchased));
        module.Books.Wallets.Wallets.Add(wallet);
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => module.Exchanges.PreviewConvert(Previewing(), Both));
        Assert.Equal(
            (ErrorReason.InsufficientCoins, "1"), (refusal.Refusal.Reason, refusal.Refusal.Metadata["missing"]));
        wallet.Lots[0].HeldUnits = 0;

        var preview = await module.Exchanges.PreviewConvert(Previewing(), Both);

        Assert.Empty(module.Books.Journals);
        var converted = await module.Exchanges.Convert(
            new(Converting()) { ExpectedBoard = preview.Detail.Board }, Both);
        Assert.Equal((converted.Exchange.Detail, converted.Exchange.Receipt, converted.UndoUntilTime),
            (preview.Detail, preview.Receipt, preview.UndoUntilTime));
        foreach (var (state, reason) in new[]
        {
            (WalletState.Frozen, ErrorReason.WalletFrozen), (WalletState.Unlinked, ErrorReason.NotLinked),
            (WalletState.Closed, ErrorReason.WalletClosed),
        })
        {
            wallet.State = state;
            Assert.Equal(reason, await Refusals.ReasonAsync(module.Exchanges.PreviewConvert(Previewing(), Both)));
        }
        module.Books.Wallets.Wallets.Clear();
        Assert.Equal(ErrorReason.WalletNotFound, await Refusals.ReasonAsync(
            module.Exchanges.PreviewConvert(Previewing(), Both)));
    }

    [Fact]
    public async Task UndoConvert_ByTheMember_WhoeverAskedForIt()
    {
        await using var module = await StartAsync();
        var asters = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        var own = (await module.Exchanges.Convert(Converting(), Both)).Exchange;
        var paid = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange;

        // A brand undoes what it asked for alone, another member nothing.
        foreach (var call in (Call[])[Aster, Birch, Call.OfMember(Bob, "aster", "birch")])
            Assert.Equal(ErrorReason.ExchangeNotFound, await Refusals.ReasonAsync(
                module.Exchanges.UndoConvert(UndoOf(own), call)));
        foreach (var session in (string[][])[["aster"], ["birch"], []])
            Assert.Equal(ErrorReason.BrandNotProven, await Refusals.ReasonAsync(
                module.Exchanges.UndoConvert(UndoOf(own), Call.OfMember(Given.Ann, session))));
        Assert.Equal(ErrorReason.NotReversible, await Refusals.ReasonAsync(
            module.Exchanges.UndoConvert(UndoOf(paid), Both)));
        foreach (var exchange in (V1.Exchange[])[asters, own])
        {
            var undo = UndoOf(exchange);
            var undone = await module.Exchanges.UndoConvert(undo, Both);
            Assert.Equal(Given.Amount("aster", 500), undone.Returned);
            Assert.Equal($"members/{Given.Ann}", module.Books.Journals[^1].Principal);
            Assert.True((await module.Exchanges.UndoConvert(undo, Both)).Replayed);
        }
        module.Books.Now += TimeSpan.FromDays(2);
        Assert.Equal(ErrorReason.CoolingOffPassed, await Refusals.ReasonAsync(
            module.Exchanges.UndoConvert(UndoOf(own), Both)));
    }

    [Fact]
    public async Task Exchanges_OfAMember_AreItsOwnOfProvenBrands()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Converting(), Both)).Exchange;
        var paid = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange;
        var several = (await module.Exchanges.Pay(Given.Pay("birch", 500, "cedar"),
            Call.Of("/exchange", "partners/cedar"))).Exchange;
        await module.FollowAsync();

        Assert.Equal([converted.Name, paid.Name, several.Name], await NamesAsync(Both));
        Assert.Equal([paid.Name], await NamesAsync(Call.OfMember(Given.Ann, "aster")));
        Assert.Equal([several.Name], await NamesAsync(Call.OfMember(Given.Ann, "birch", "cedar")));
        Assert.Empty(await NamesAsync(Call.OfMember(Given.Ann)));
        Assert.Empty(await NamesAsync(Call.OfMember(Bob, "aster", "birch", "cedar")));
        // What is left out is in no page's number, and the pages go on behind it.
        var pages = new List<string>();
        var request = new ListExchangesRequest { PageSize = 1 };
        do
        {
            var page = await module.Exchanges.ListExchanges(request, Call.OfMember(Given.Ann, "birch"));
            Assert.Equal(0, page.TotalSize);
            pages.AddRange(page.Exchanges.Select(e => $"{e.Name} {e.Member}"));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal([$"{several.Name} {Me}"], pages);

        Assert.Equal(ErrorReason.Unspecified, await ReadAsync(paid, Call.OfMember(Given.Ann, "aster")));
        Assert.Equal(ErrorReason.BrandNotProven, await ReadAsync(paid, Call.OfMember(Given.Ann, "birch")));
        Assert.Equal(ErrorReason.BrandNotProven, await ReadAsync(converted, Call.OfMember(Given.Ann, "aster")));
        Assert.Equal(ErrorReason.BrandNotProven, await ReadAsync(converted, Call.OfMember(Given.Ann, "birch")));
        Assert.Equal(ErrorReason.Unspecified, await ReadAsync(converted, Both));
        Assert.Equal(ErrorReason.ExchangeNotFound, await ReadAsync(converted, Call.OfMember(Bob, "aster", "birch")));
        var receipt = await module.Exchanges.GetReceipt(new() { Exchange = converted.Name }, Both);
        Assert.Contains($"Member: {Me}\n", receipt.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Ann.ToString(), receipt.ToString(), StringComparison.Ordinal);
        var seen = (await module.Exchanges.GetExchange(new() { Name = converted.Name }, Birch)).Exchange;
        Assert.Equal(Given.Names.NameFor("birch", Given.Ann), seen.Member);

        async Task<IEnumerable<string>> NamesAsync(Call call) =>
            (await module.Exchanges.ListExchanges(new ListExchangesRequest(), call)).Exchanges.Select(e => e.Name);

        async Task<ErrorReason> ReadAsync(V1.Exchange exchange, Call call)
        {
            var reason = await Refusals.ReasonAsync(
                module.Exchanges.GetExchange(new GetExchangeRequest { Name = exchange.Name }, call));
            Assert.Equal(reason, await Refusals.ReasonAsync(
                module.Exchanges.GetReceipt(new GetReceiptRequest { Exchange = exchange.Name }, call)));
            return reason;
        }
    }

    private static async Task<Module> StartAsync()
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        return module;
    }

    private static ConvertRequest Converting() => new(Given.Convert("aster", 500, "birch", "aster")) { Member = Me };

    private static PreviewConvertRequest Previewing() => new()
    {
        Member = Me,
        Pay = Given.Amount("aster", 500),
        OtherCoin = "coins/birch",
    };

    private static UndoConvertRequest UndoOf(V1.Exchange exchange) =>
        new() { RequestId = Module.NewId(), Exchange = exchange.Name };
}
