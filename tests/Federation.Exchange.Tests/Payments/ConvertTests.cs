using Federation.Errors.V1;
using Federation.Exchange.V1;

namespace Federation.Exchange.Tests;

/// <summary>Conversions and their undoing, as a coin's issuer asks for them.</summary>
public class ConvertTests
{
    private static readonly Call Aster = Call.Of("/exchange", "partners/aster");
    private static readonly Call Birch = Call.Of("/exchange", "partners/birch");
    private static readonly Call Cedar = Call.Of("/exchange", "partners/cedar");
    private static readonly Call Admin = Call.Of("/exchange", "admins/ada");

    [Fact]
    public async Task Convert_ByEitherIssuer_AnswersWhatTheMemberGotAndUntilWhenItCanBeUndone()
    {
        await using var module = await StartAsync();
        foreach (var (by, call) in new[] { ("aster", Aster), ("birch", Birch) })
        {
            var request = Given.Convert("aster", 500, "birch", by);
            request.ExternalReference = "desk 1";

            var first = await module.Exchanges.Convert(request, call);
            var again = await module.Exchanges.Convert(request, call);

            var exchange = first.Exchange;
            Assert.Equal((Given.Amount("aster", 500), Given.Amount("birch", 891), request.Member, "", "desk 1"),
                (exchange.Paid, exchange.Received, exchange.Member, exchange.Merchant, exchange.ExternalReference));
            Assert.Null(exchange.Redeemed);
            Assert.Equal(50_000, exchange.Receipt.Reference.Units);
            Assert.Equal(Given.Now + TimeSpan.FromHours(24), first.UndoUntilTime.ToDateTimeOffset());
            Assert.Equal((true, exchange), (again.Replayed, again.Exchange));
        }
    }

    [Fact]
    public async Task Convert_MalformedOrOfOthersCoins_NeverReachesTheLedger()
    {
        await using var module = await StartAsync();
        module.Ledger.Calls.Clear();
        var neither = Given.Convert("aster", 5, "birch", "cedar");
        neither.ClearHowMuch();
        var none = Given.Convert("aster", 0, "birch", "aster");
        var many = Given.ConvertOut("aster", (1L << 62) + 1, "birch", "aster");
        var stranger = Given.Convert("aster", 5, "birch", "aster");
        stranger.Member = "members/nobody";

        foreach (var (request, call, reason) in new[]
        {
            (neither, Aster, ErrorReason.FieldInvalid), (none, Aster, ErrorReason.FieldInvalid),
                (many, Aster, ErrorReason.FieldInvalid),
            (stranger, Aster, ErrorReason.FieldInvalid),
                (Given.Convert("aster", 5, "birch", "cedar"), Cedar, ErrorReason.NotYours),
            (Given.Convert("aster", 5, "birch", "aster"), Admin, ErrorReason.RoleMissing),
        })
            Assert.Equal(reason, await Refusals.ReasonAsync(module.Exchanges.Convert(request, call)));
        Assert.Empty(module.Ledger.Calls);
    }

    [Fact]
    public async Task Convert_Refused_IsRememberedByTheLedger()
    {
        await using var module = await StartAsync();
        var unknown = Given.Convert("aster", 5, "nothing", "aster");
        var unwilling = Given.Convert("aster", 5, "birch", "aster");
        module.Consent.Consents.Clear();

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                ErrorReason.CoinNotFound, await Refusals.ReasonAsync(module.Exchanges.Convert(unknown, Aster)));
            Assert.Equal(
                ErrorReason.ConsentMissing, await Refusals.ReasonAsync(module.Exchanges.Convert(unwilling, Aster)));
            module.Consent = Given.Consent();
        }
        Assert.Empty(module.Books.Journals);
    }

    // After so many seconds -> refused
    [Theory]
    [InlineData(0, ErrorReason.Unspecified)]
    [InlineData(3_599, ErrorReason.Unspecified)]
    [InlineData(3_600, ErrorReason.CoolingOffPassed)]
    [InlineData(1_000_000, ErrorReason.CoolingOffPassed)]
    public async Task UndoConvert_WithinTheCoolingOffTime_GivesBackAll(int seconds, ErrorReason expected)
    {
        await using var module = await StartAsync();
        module.Rules.CoolingOff = TimeSpan.FromHours(1);
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        module.Books.Now += TimeSpan.FromSeconds(seconds);
        var request = UndoOf(converted);

        var reason = await Refusals.ReasonAsync(module.Exchanges.UndoConvert(request, Aster));

        Assert.Equal(expected, reason);
        if (reason != ErrorReason.Unspecified)
            return;
        // Asked again when it is too late, the answer is what it was.
        module.Books.Now += TimeSpan.FromDays(1);
        var again = await module.Exchanges.UndoConvert(request, Aster);
        Assert.True(again.Replayed);
        Assert.Equal((Given.Amount("aster", 500), Given.Amount("birch", 891)), (again.Returned, again.Taken));
        Assert.Equal(module.Books.Journals[^1].Name, again.Journal);
    }

    [Fact]
    public async Task UndoConvert_OnceAnotherBoardIsInForce_IsRefusedAndTheDeadlineIsShown()
    {
        await using var module = await StartAsync();
        var request = Given.Convert("aster", 500, "birch", "aster");
        var converted = (await module.Exchanges.Convert(request, Aster)).Exchange;
        Assert.Equal(Given.Now.AddHours(24), converted.UndoUntilTime.ToDateTimeOffset());
        var next =
            (await module.Boards.ProposeBoard(Given.Proposal(fee: 900), Call.Of("Propose", "admins/ada"))).Board.Name;
        await module.ApproveAsync(next);
        await module.Boards.PublishBoard(
            new PublishBoardRequest
            {
                RequestId = Module.NewId(),
                Name = next,
                PublishTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Given.Now.AddHours(2)),
            }, Call.Of("Publish", "admins/ada"));

        Assert.Equal(
            Given.Now.AddHours(2), (await module.Exchanges.Convert(request, Aster)).UndoUntilTime.ToDateTimeOffset());
        var shown = await module.Exchanges.GetExchange(new GetExchangeRequest { Name = converted.Name }, Birch);
        Assert.Equal(Given.Now.AddHours(2), shown.Exchange.UndoUntilTime.ToDateTimeOffset());
        var receipt = await module.Exchanges.GetReceipt(new GetReceiptRequest { Exchange = converted.Name }, Aster);
        Assert.Contains("Can be undone until: 2026-03-01 02:00:00Z", receipt.Text, StringComparison.Ordinal);
        module.Books.Now += TimeSpan.FromHours(2);
        Assert.Equal(ErrorReason.CoolingOffPassed,
            await Refusals.ReasonAsync(module.Exchanges.UndoConvert(UndoOf(converted), Aster)));
    }

    [Fact]
    public async Task UndoConvert_AfterTheSameBoardWasPublishedAgain_GivesBackAll()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        module.Books.Now += TimeSpan.FromHours(2);
        await module.Boards.PublishBoard(
            new PublishBoardRequest { RequestId = Module.NewId(), Name = converted.Detail.Board },
            Call.Of("Publish", "admins/ada"));
        await module.Exchanges.UndoConvert(UndoOf(converted), Aster);
    }

    [Fact]
    public async Task UndoConvert_OfWhatIsNotTheirsOrNoConversion_IsRefusedAndRemembered()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        var paid = (await module.Exchanges.Pay(Given.Pay("aster", 500, "birch"), Birch)).Exchange;
        var unknown = new V1.Exchange { Name = "exchanges/" + Module.NewId() };
        module.Ledger.Calls.Clear();

        foreach (var (exchange, call, reason) in new[]
        {
            // The target's issuer did not ask for it.
            (converted, Birch, ErrorReason.ExchangeNotFound), (converted, Cedar, ErrorReason.ExchangeNotFound),
            (unknown, Aster, ErrorReason.ExchangeNotFound), (paid, Birch, ErrorReason.NotReversible),
            (paid, Aster, ErrorReason.ExchangeNotFound),
        })
            Assert.Equal(reason, await Refusals.ReasonAsync(module.Exchanges.UndoConvert(UndoOf(exchange), call)));
        Assert.Equal(5, module.Ledger.Calls.Count(c => c == "PostReverse"));
        Assert.Equal(2, module.Books.Journals.Count);
    }

    [Fact]
    public async Task Refund_OfAConversion_IsRefusedAndRemembered()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "birch"), Birch)).Exchange;
        var request = new V1.RefundRequest { RequestId = Module.NewId(), Exchange = converted.Name, All = true };

        Assert.Equal(ErrorReason.NotRefundable, await Refusals.ReasonAsync(module.Exchanges.Refund(request, Birch)));
        Assert.Equal(ErrorReason.NotRefundable, await Refusals.ReasonAsync(module.Exchanges.Refund(request, Birch)));
        Assert.Equal(ErrorReason.ExchangeNotFound, await Refusals.ReasonAsync(
            module.Exchanges.Refund(new(request) { RequestId = Module.NewId() }, Aster)));
        Assert.Single(module.Books.Journals);
    }

    [Fact]
    public async Task Lists_OfConversionsAndCaptures_AreForTheBrandsOfTheirCoins()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        var undone = (await module.Exchanges.Convert(Given.Convert("birch", 500, "cedar", "cedar"), Cedar)).Exchange;
        await module.Exchanges.UndoConvert(UndoOf(undone), Cedar);
        var authorize = Given.AuthorizationOf(Given.Pay("aster", 500, "birch"));
        var authorization = (await module.Exchanges.Authorize(authorize, Birch)).Authorization;
        var capture = new V1.CaptureRequest
        {
            RequestId = Module.NewId(),
            Authorization = authorization.Name,
            Units = 91,
            KeepRest = true
        };
        var captured = (await module.Exchanges.Capture(capture, Birch)).Exchange;
        await module.FollowAsync();

        Assert.Equal([converted.Name, captured.Name], await NamesAsync(Aster));
        Assert.Equal([converted.Name, undone.Name, captured.Name], await NamesAsync(Birch));
        Assert.Equal([undone.Name], await NamesAsync(Cedar));
        Assert.Equal([converted.Name, undone.Name, captured.Name], await NamesAsync(Admin));
        var list = (await module.Exchanges.ListExchanges(new ListExchangesRequest(), Birch)).Exchanges;
        Assert.Equal([0, undone.Received.Units, 0], list.Select(e => e.RefundedUnits));
        Assert.Equal([Given.Amount("birch", 891), undone.Received, null], list.Select(e => e.Received));
        Assert.Equal(["", "", Given.Merchant("birch")], list.Select(e => e.Merchant));
        Assert.Equal((Given.Amount("birch", 91), captured.Detail), (list[2].Redeemed, list[2].Detail));
        Assert.All(list, e => Assert.Equal(Given.Names.NameFor("birch", Given.Ann), e.Member));
        // Birch is not linked with the member any more: it is named where its own coins were given, and not else.
        module.Consent = new() { MemberId = Given.Ann.ToString() };
        list = (await module.Exchanges.ListExchanges(new ListExchangesRequest(), Birch)).Exchanges;
        Assert.Equal(["", undone.Name, ""], list.Select(e => e.Member.Length == 0 ? "" : e.Name));
        var one = (await module.Exchanges.GetExchange(new GetExchangeRequest { Name = undone.Name }, Cedar)).Exchange;
        Assert.Equal(("", undone.Received.Units), (one.Member, one.RefundedUnits));
        Assert.Equal(ErrorReason.ExchangeNotFound, await Refusals.ReasonAsync(
            module.Exchanges.GetExchange(new GetExchangeRequest { Name = undone.Name }, Aster)));

        async Task<IEnumerable<string>> NamesAsync(Call call) =>
            (await module.Exchanges.ListExchanges(new ListExchangesRequest(), call)).Exchanges.Select(e => e.Name);
    }

    [Fact]
    public async Task GetReceipt_InALanguage_IsForTheBrandsOfItsCoins()
    {
        await using var module = await StartAsync();
        var converted = (await module.Exchanges.Convert(Given.Convert("aster", 500, "birch", "aster"), Aster)).Exchange;
        Task<GetReceiptResponse> ReceiptAsync(string language, Call call) => module.Exchanges.GetReceipt(
            new GetReceiptRequest { Exchange = converted.Name, LanguageCode = language }, call);

        var english = await ReceiptAsync("", Aster);
        var chinese = await ReceiptAsync("zh-CN", Birch);

        Assert.Equal(("en", converted), (english.LanguageCode, english.Exchange));
        Assert.StartsWith(
            $"Conversion: {converted.Name["exchanges/".Length..]}\n", english.Text, StringComparison.Ordinal);
        Assert.Equal("zh-CN", chinese.LanguageCode);
        Assert.Contains("获得: 891 BIRCH\n", chinese.Text, StringComparison.Ordinal);
        Assert.Equal(ErrorReason.FieldInvalid, await Refusals.ReasonAsync(ReceiptAsync("de", Aster)));
        Assert.Equal(ErrorReason.ExchangeNotFound, await Refusals.ReasonAsync(ReceiptAsync("", Cedar)));
    }

    private static async Task<Module> StartAsync()
    {
        var module = await Module.StartAsync();
        await module.PublishAsync();
        return module;
    }

    private static UndoConvertRequest UndoOf(V1.Exchange exchange) =>
        new() { RequestId = Module.NewId(), Exchange = exchange.Name };
}
