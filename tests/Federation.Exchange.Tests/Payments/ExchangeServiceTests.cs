using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;

namespace Federation.Exchange.Tests;

public class ExchangeServiceTests
{
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Cedar = Call.Of("/exchange", "partners/cedar");
    private static readonly Call Admin = Call.Of("/exchange", "admins/ada");

    [Fact]
    public async Task Pay_ByConsent_AnswersTheJournalAndPostsOnce()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Ledger.Calls.Clear();
        var request = Given.Pay("aster", 500, "birch");
        request.ExternalReference = "till 4/17";

        var paid = await module.Exchanges.Pay(request, Birch);

        Assert.False(paid.Replayed);
        Assert.Equal(["GetClock", "Post"], module.Ledger.Calls);
        Assert.Equal(Given.Amount("aster", 500), paid.Exchange.Paid);
        Assert.Equal(Given.Amount("birch", 891), paid.Exchange.Redeemed);
        Assert.Equal(request.Member, paid.Exchange.Member);
        Assert.Equal("till 4/17", paid.Exchange.ExternalReference);
        Assert.Equal(Assert.Single(module.Books.Journals).Name, paid.Exchange.Journal);
        Assert.Equal("exchanges/" + paid.Exchange.Journal["journals/".Length..], paid.Exchange.Name);
    }

    [Fact]
    public async Task Pay_Again_GivesTheFirstAnswerWhateverChanged()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var request = Given.Pay("aster", 500, "birch");
        var first = await module.Exchanges.Pay(request, Birch);
        await module.PublishAsync(fee: 900);
        module.Consent = new ResolveSpendingResponse { MemberId = Given.Ann.ToString(), MemberClosed = true };

        var second = await module.Exchanges.Pay(request, Birch);

        Assert.True(second.Replayed);
        Assert.Equal(first.Exchange, second.Exchange);
    }

    [Fact]
    public async Task Pay_Refused_IsRememberedByTheLedger()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var request = Given.Pay("aster", 500, "birch");
        module.Consent = new ResolveSpendingResponse { MemberId = Given.Ann.ToString(), MerchantLinked = true };

        Assert.Equal(ErrorReason.ConsentMissing, await PayReason(module, request, Birch));
        module.Consent = Given.Consent();
        Assert.Equal(ErrorReason.ConsentMissing, await PayReason(module, request, Birch));
        Assert.Empty(module.Books.Journals);
    }

    [Fact]
    public async Task Pay_WithoutBoard_IsRefusedUntilOneIsPublished()
    {
        await using var module = await Module.StartAsync();

        Assert.Equal(ErrorReason.NoBoardInForce, await PayReason(module, Given.Pay("aster", 500, "birch"), Birch));
        await module.PublishAsync();
        await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch);
    }

    [Fact]
    public async Task Pay_ByCode_IsGoodOnceAndDoesNotNameAStranger()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Consent = Given.Code("aster", 500);

        var paid = await module.Exchanges.Pay(Given.Pay("aster", 500, "birch").ByCode(), Birch);

        Assert.Empty(paid.Exchange.Member);
        Assert.Equal(ErrorReason.PayCodeUsed, await PayReason(module, Given.Pay("aster", 1, "birch").ByCode(), Birch));
    }

    [Fact]
    public async Task Pay_AtAnothersTillOrMalformed_NeverReachesTheLedger()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Ledger.Calls.Clear();
        var foreignAmount = Given.PayOut("aster", 5, "birch");
        foreignAmount.Amount.Coin = "coins/cedar";

        Assert.Equal(ErrorReason.NotYours, await PayReason(module, Given.Pay("aster", 0, "birch"), Aster));
        Assert.Equal(ErrorReason.FieldInvalid, await PayReason(module, Given.Pay("aster", 0, "birch"), Birch));
        Assert.Equal(ErrorReason.FieldInvalid, await PayReason(module, foreignAmount, Birch));
        Assert.Equal(ErrorReason.RoleMissing, await PayReason(module, Given.Pay("aster", 5, "birch"), Admin));
        Assert.Empty(module.Ledger.Calls);
    }

    [Fact]
    public async Task ListSpendable_LinkedMember_AsksEachPeerOnce()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        module.Books.Wallets.Wallets.Add(
            new Wallet { Coin = "coins/aster", AvailableUnits = 500, State = WalletState.Active });
        module.Ledger.Calls.Clear();
        module.Accounts.Calls.Clear();

        var list = await module.Exchanges.ListSpendable(
            Spendable("birch", Given.Names.NameFor("birch", Given.Ann)), Birch);

        Assert.Equal(891, Assert.Single(list.Spendables).Gives.Units);
        Assert.Equal("boards/1", list.Board);
        Assert.Equal(["GetMemberWallets"], module.Ledger.Calls);
        Assert.Equal(["BatchResolveSpending"], module.Accounts.Calls);
    }

    [Fact]
    public async Task ListSpendable_OfStrangersAndElsewhere_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var mine = Given.Names.NameFor("birch", Given.Ann);

        Assert.Equal(ErrorReason.NotYours, await Reason(Spendable("birch", mine), Aster));
        Assert.Equal(
            ErrorReason.MemberNotFound,
            await Reason(Spendable("birch", Given.Names.NameFor("cedar", Given.Ann)), Birch));
        Assert.Equal(ErrorReason.NoBoardInForce, await Reason(Spendable("birch", mine), Birch));
        Assert.Equal(
            ErrorReason.MerchantNotFound,
            await Reason(new() { Merchant = "partners/birch/merchants/nowhere", Member = mine }, Birch));

        Task<ErrorReason> Reason(ListSpendableRequest request, Call call) =>
            Refusals.ReasonAsync(module.Exchanges.ListSpendable(request, call));
    }

    [Fact]
    public async Task Refund_ByTheTill_GivesBackAndIsRemembered()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var exchange = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange;
        var request = new V1.RefundRequest { RequestId = Module.NewId(), Exchange = exchange.Name, Units = 89 };

        var first = await module.Exchanges.Refund(request, Birch);
        var second = await module.Exchanges.Refund(request, Birch);

        Assert.Equal(Given.Amount("aster", 49), first.Returned);
        Assert.Equal(Given.Amount("birch", 89), first.Unredeemed);
        Assert.Equal((first.Journal, true), (second.Journal, second.Replayed));
    }

    [Fact]
    public async Task Refund_ByAnotherOrOfNothing_IsNotFoundAndRemembered()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var exchange = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange;
        var foreign = new V1.RefundRequest { RequestId = Module.NewId(), Exchange = exchange.Name, All = true };
        var unknown = new V1.RefundRequest
        {
            RequestId = Module.NewId(),
            Exchange = "exchanges/" + Module.NewId(),
            All = true
        };

        foreach (var (request, call) in new[] { (foreign, Aster), (unknown, Birch) })
            Assert.Equal(
                ErrorReason.ExchangeNotFound, await Refusals.ReasonAsync(module.Exchanges.Refund(request, call)));
        Assert.Equal(2, module.Ledger.Calls.Count(c => c == "PostRefund"));
        Assert.Single(module.Books.Journals);
    }

    [Fact]
    public async Task GetExchange_IsForBothBrandsAndAdmins()
    {
        await using var module = await Module.StartAsync();
        await module.PublishAsync();
        var name = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange.Name;
        var request = new GetExchangeRequest { Name = name };

        var source = (await module.Exchanges.GetExchange(request, Aster)).Exchange;
        var admin = (await module.Exchanges.GetExchange(request, Admin)).Exchange;
        module.Consent = new ResolveSpendingResponse { MemberId = Given.Ann.ToString() };
        var till = (await module.Exchanges.GetExchange(request, Birch)).Exchange;

        Assert.Equal(Given.Names.NameFor("aster", Given.Ann), source.Member);
        Assert.Equal(Given.Names.NameFor("alliance", Given.Ann), admin.Member);
        Assert.Empty(till.Member);
        Assert.Equal(ErrorReason.ExchangeNotFound, await Reason(Cedar));
        request.Name = "exchanges/" + Module.NewId();
        Assert.Equal(ErrorReason.ExchangeNotFound, await Reason(Admin));

        Task<ErrorReason> Reason(Call call) => Refusals.ReasonAsync(module.Exchanges.GetExchange(request, call));
    }

    private static Task<ErrorReason> PayReason(Module module, PayRequest request, Call call) =>
        Refusals.ReasonAsync(module.Exchanges.Pay(request, call));

    private static ListSpendableRequest Spendable(string till, string member) =>
        new() { Merchant = Given.Merchant(till), Member = member };
}
