using Federation.Errors.V1;
using Federation.Exchange.V1;

namespace Federation.Exchange.Tests;

/// <summary>What was just defined, created or resumed is known at once, and nothing is remembered that was decided by
/// an old answer.</summary>
public sealed class DirectoryUseTests
{
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");

    [Theory]
    [InlineData("birch")]
    [InlineData("aster")]
    public async Task Pay_AfterABrandWasResumed_IsTaken(string suspended)
    {
        await using var module = await StartAsync(suspended);
        module.Brands = Given.DirectoryResponse();
        await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch);
    }

    [Fact]
    public async Task Pay_ByAQuoteAfterTheIssuerWasResumed_IsTaken()
    {
        await using var module = await StartAsync();
        var asked = Given.Pay("aster", 500, "birch");
        var quote = (await module.Exchanges.CreateQuote(
            new CreateQuoteRequest
            {
                RequestId = Module.NewId(),
                Merchant = asked.Merchant,
                Member = asked.Member,
                Pay = asked.Pay
            }, Birch)).Quote;
        module.Brands = Given.DirectoryResponse("aster");
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);
        module.Brands = Given.DirectoryResponse();
        asked.Quote = quote.Name;
        await module.Exchanges.Pay(asked, Birch);
    }

    [Fact]
    public async Task Pay_OfSeveralCoinsAfterAnIssuerWasResumed_TakesItsCoins()
    {
        await using var module = await StartAsync("aster");
        module.Books.Wallets.Wallets.AddRange(Given.Wallets(("aster", 500)).Wallets);
        Assert.Equal(ErrorReason.InsufficientCoins,
            await Refusals.ReasonAsync(module.Exchanges.Pay(Given.PayAny(100, "birch"), Birch)));
        module.Brands = Given.DirectoryResponse();
        await module.Exchanges.Pay(Given.PayAny(100, "birch"), Birch);
    }

    [Fact]
    public async Task Pay_AtATillThatWasJustCreated_IsTaken()
    {
        await using var module = await StartAsync();
        module.Brands!.Merchants.Add(
            new Partners.Internal.V1.DirectoryMerchant { PartnerId = "birch", Id = "kiosk", CoinId = "birch" });
        var request = Given.Pay("aster", 500, "birch");
        request.Merchant = "partners/birch/merchants/kiosk";
        await module.Exchanges.Pay(request, Birch);
    }

    [Fact]
    public async Task Commands_AfterTheirBrandWasResumed_AreTaken()
    {
        await using var module = await StartAsync();
        var paid = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange.Name;
        var converted =
            (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange.Name;
        module.Brands = Given.DirectoryResponse("birch", "aster");
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);
        module.Brands = Given.DirectoryResponse();
        await module.Exchanges.Refund(
            new RefundRequest { RequestId = Module.NewId(), Exchange = paid, All = true }, Birch);
        await module.Exchanges.UndoConvert(
            new UndoConvertRequest { RequestId = Module.NewId(), Exchange = converted }, Aster);
        await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster);
    }

    [Fact]
    public async Task Pay_RefusedWhileNobodyAnswers_IsNotRemembered()
    {
        await using var module = await StartAsync("birch");
        var request = Given.Pay("aster", 500, "birch");
        module.Brands = null;
        Assert.Equal(ErrorReason.ModuleUnreachable, await Refusals.ReasonAsync(module.Exchanges.Pay(request, Birch)));
        module.Brands = Given.DirectoryResponse();
        await module.Exchanges.Pay(request, Birch);
    }

    [Fact]
    public async Task Pay_RefusedByAFreshAnswer_IsRemembered()
    {
        await using var module = await StartAsync("birch");
        var request = Given.Pay("aster", 500, "birch");
        Assert.Equal(ErrorReason.PartnerSuspended, await Refusals.ReasonAsync(module.Exchanges.Pay(request, Birch)));
        module.Brands = Given.DirectoryResponse();
        Assert.Equal(ErrorReason.PartnerSuspended, await Refusals.ReasonAsync(module.Exchanges.Pay(request, Birch)));
    }

    private static async Task<Module> StartAsync(params string[] suspended)
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Brands = Given.DirectoryResponse(suspended);
        await module.Directory.FreshAsync(TestContext.Current.CancellationToken);
        return module;
    }
}
