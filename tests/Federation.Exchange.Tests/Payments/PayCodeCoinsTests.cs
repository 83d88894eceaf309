using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Types.V1;

namespace Federation.Exchange.Tests;

/// <summary>Pay codes that are good for several coins, and those for one whose coin the till does not name.</summary>
public class PayCodeCoinsTests
{
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");

    [Fact]
    public async Task Pay_ByACodeForSeveralCoins_TakesThoseThatLoseLeast()
    {
        await using var module = await StartAsync(5_000, "aster", "birch", "dune");
        // Neither opt-in nor cap nor link with the till: the code is the consent.
        var request = Given.PayAny(100, "birch").ByCode();

        var paid = (await module.Exchanges.Pay(request, Birch)).Exchange;

        Assert.Equal(["coins/birch", "coins/dune"], paid.Detail.Legs.Select(l => l.Paid.Coin));
        Assert.All(paid.Detail.Legs, l => Assert.False(l.CountsAgainstDailyCap));
        Assert.Equal(("", 100), (paid.Member, paid.Redeemed.Units));
        // What the member was shown is what happens.
        var preview = await module.Exchanges.PreviewPay(
            new() { Member = "members/me", Merchant = Given.Merchant("birch"), Amount = Given.Amount("birch", 100) },
            Call.OfMember(Given.Ann, "aster", "birch", "dune"));
        Assert.Equal(paid.Detail.Legs, preview.Legs.Select(l => l.Leg));
        Assert.True((await module.Exchanges.Pay(request, Birch)).Replayed);
        Assert.Equal(ErrorReason.PayCodeUsed, await Refusals.ReasonAsync(
            module.Exchanges.Pay(Given.PayAny(5, "birch").ByCode(), Birch)));
    }

    [Fact]
    public async Task Pay_ByACode_TakesNoOtherCoins_AndNoMoreThanItAllows()
    {
        await using var module = await StartAsync(5_000, "aster", "dune");
        // 5000 at 50 are 100 of birch's coins.
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, await ReasonAsync(Given.PayAny(101, "birch")));
        Assert.Equal(ErrorReason.PayCodeMismatch, await ReasonAsync(Given.Pay("cedar", 1, "birch")));
        Assert.Equal(ErrorReason.PayCodeMismatch, await ReasonAsync(Given.PayOut("cedar", 1, "birch")));
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, await ReasonAsync(Given.Pay("aster", 80, "birch")));
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, await ReasonAsync(Given.PayOut("aster", 101, "birch")));
        module.Consent.PayCode.CoinIds.Remove("dune");
        module.Books.Wallets.Wallets.Remove(module.Books.Wallets.Wallets.Single(w => w.Coin == "coins/aster"));
        Assert.Equal(ErrorReason.InsufficientCoins, await ReasonAsync(Given.PayAny(10, "birch")));
        Assert.Empty(module.Books.Journals);

        Task<ErrorReason> ReasonAsync(PayRequest request) =>
            Refusals.ReasonAsync(module.Exchanges.Pay(request.ByCode(), Birch));
    }

    /// <summary>A till asks for money; a member allows money: the same money is the same number of coins.</summary>
    [Theory]
    [InlineData(4_951, 4_951, true)]
    [InlineData(4_951, 5_000, true)]
    [InlineData(4_951, 5_001, false)]
    [InlineData(1, 50, true)]
    public async Task Pay_UpToTheMaximum_IsRoundedAsTheTillDoes(long maximum, long asked, bool allowed)
    {
        await using var module = await StartAsync(maximum, "aster", "birch", "dune");
        var request = Given.PayAny(1, "birch").ByCode();
        request.Money = new Money { Currency = Given.Currency, Units = asked };
        Assert.Equal(allowed ? ErrorReason.Unspecified : ErrorReason.PayCodeLimitExceeded,
            await Refusals.ReasonAsync(module.Exchanges.Pay(request, Birch)));
    }

    [Fact]
    public async Task Pay_ByACodeForOneCoin_NeedsNoNameOfIt()
    {
        await using var module = await StartAsync(5_000, "aster");
        module.Consent = Given.Code("aster", 60);
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, await Refusals.ReasonAsync(
            module.Exchanges.Pay(Given.PayAny(200, "birch").ByCode(), Birch)));
        var paid = (await module.Exchanges.Pay(Given.PayAny(100, "birch").ByCode(), Birch)).Exchange;
        Assert.Equal(("coins/aster", 57), (paid.Paid.Coin, paid.Paid.Units));
    }

    [Fact]
    public async Task Quote_AndAuthorization_ByACodeForSeveralCoins_AreTakenByIt()
    {
        await using var module = await StartAsync(5_000, "aster", "birch", "dune");
        var asked = Given.PayAny(100, "birch");
        var quote = (await module.Exchanges.CreateQuote(
            new() { RequestId = Module.NewId(), Merchant = asked.Merchant, PayCode = "SHOWN", Amount = asked.Amount },
            Birch)).Quote;
        Assert.Equal(2, quote.Detail.Legs.Count);
        var pay = new PayRequest
        {
            RequestId = Module.NewId(),
            Merchant = asked.Merchant,
            PayCode = "SHOWN",
            Quote = quote.Name,
        };
        var code = module.Consent.PayCode;
        code.Maximum.Units = 4_900;
        Assert.Equal(ErrorReason.PayCodeLimitExceeded, await ReasonAsync());
        code.Maximum.Units = 5_000;
        code.CoinIds.Remove("dune");
        Assert.Equal(ErrorReason.PayCodeMismatch, await ReasonAsync());
        code.CoinIds.Add("dune");
        Assert.Equal(ErrorReason.Unspecified, await ReasonAsync());
        code.Consumes = "pay-code:2";
        var authorized = await module.Exchanges.Authorize(
            new() { RequestId = Module.NewId(), Merchant = asked.Merchant, PayCode = "SHOWN", Amount = asked.Amount },
            Birch);
        Assert.Equal(quote.Detail.Legs, authorized.Authorization.Detail.Legs);

        Task<ErrorReason> ReasonAsync() => Refusals.ReasonAsync(
            module.Exchanges.Pay(new(pay) { RequestId = Module.NewId() }, Birch));
    }

    private static async Task<Module> StartAsync(long maximum, params string[] coins)
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Books.Wallets.Wallets.AddRange(
        [
            Given.Wallet("aster", Given.Lot(500)), Given.Wallet("birch", Given.Lot(40)),
            Given.Wallet("cedar", Given.Lot(500)), Given.Wallet("dune", Given.Lot(300)),
        ]);
        module.Consent = new ResolveSpendingResponse
        {
            MemberId = Given.Ann.ToString(),
            PayCode = new PayCode
            {
                CoinIds = { coins },
                Maximum = new Money { Currency = Given.Currency, Units = maximum },
                Consumes = "pay-code:1",
            },
        };
        return module;
    }
}
