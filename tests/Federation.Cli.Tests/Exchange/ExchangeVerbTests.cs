using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>The verbs of the exchange: what they send, and what they print.</summary>
public sealed class ExchangeVerbTests
{
    private const string Id = "0198c5a1-6c57-7c3e-8f0a-3d1f7a2b9c4d";
    private const string M = ScriptedMembers.Name;
    private const string E = ScriptedExchange.Id;
    private const string At = "--merchant " + ScriptedExchange.Till;

    // what is typed                              the request, and its content but for the request_id
    public static TheoryData<string, string, string> Sent => new()
    {
        {
            $"pay {At} --member 17850 --amount 170", "PayRequest",
            $$"""{"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "amount": {"coin": "coins/birch", "units": "170"} }"""
        },
        {
            $"pay {At} --member {M} --money 12500 --exclude cedar --exclude coins/dune,birch --order dune,aster "
                + $"--reference r1", "PayRequest",
            $$"""
            {"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "money": {"currency": "GBP", "units": "12500"}, "external_reference": "r1",
             "wishes": {"excluded_coins": ["coins/cedar", "coins/dune", "coins/birch"], "order": ["coins/dune", "coins/aster"]} }
            """
        },
        {
            $"pay {At} --pay-code K7 --with aster --pay 100", "PayRequest",
            $$"""{"merchant": "{{ScriptedExchange.Till}}", "pay_code": "K7", "pay": {"coin": "coins/aster", "units": "100"} }"""
        },
        {
            $"pay {At} --pay-code K7 --quote quotes/{E}", "PayRequest",
            $$"""{"merchant": "{{ScriptedExchange.Till}}", "pay_code": "K7", "quote": "quotes/{{E}}"}"""
        },
        {
            $"quote {At} --member {M} --with aster --amount 170", "CreateQuoteRequest",
            $$"""
            {"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "source_coin": "coins/aster",
             "amount": {"coin": "coins/birch", "units": "170"} }
            """
        },
        {
            $"quote {At} --member {M} --money 5 --order aster --order birch", "CreateQuoteRequest",
            $$"""
            {"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "money": {"currency": "GBP", "units": "5"},
             "wishes": {"order": ["coins/aster", "coins/birch"]} }
            """
        },
        {
            $"authorize {At} --member {M} --amount 170 --lifetime 30m --reference r1", "AuthorizeRequest",
            $$"""
            {"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "amount": {"coin": "coins/birch", "units": "170"},
             "lifetime": "1800s", "external_reference": "r1"}
            """
        },
        {
            $"authorize {At} --member {M} --quote quotes/{E}", "AuthorizeRequest",
            $$"""{"merchant": "{{ScriptedExchange.Till}}", "member": "{{M}}", "quote": "quotes/{{E}}"}"""
        },
        { $"capture authorizations/{E} --as birch", "CaptureRequest",
            $$"""{"authorization": "authorizations/{{E}}", "all": true}""" },
        { $"refund exchanges/{E} --as birch", "RefundRequest", $$"""{"exchange": "exchanges/{{E}}", "all": true}""" },
        {
            $"capture authorizations/{E} --units 20 --keep-rest --reference r2 --as birch", "CaptureRequest",
            $$"""{"authorization": "authorizations/{{E}}", "units": "20", "keep_rest": true, "external_reference": "r2"}"""
        },
        { $"release authorizations/{E} --as birch", "ReleaseRequest",
            $$"""{"authorization": "authorizations/{{E}}"}""" },
        {
            $"refund exchanges/{E} --units 3 --reference back --as birch", "RefundRequest",
            $$"""{"exchange": "exchanges/{{E}}", "units": "3", "external_reference": "back"}"""
        },
        {
            "convert --member 17850 --from aster --to birch --pay 30", "ConvertRequest",
            $$"""{"member": "{{M}}", "pay": {"coin": "coins/aster", "units": "30"}, "other_coin": "coins/birch"}"""
        },
        {
            $"convert --member {M} --from aster --to coins/birch --amount 50 --reference r3 --as birch",
                "ConvertRequest",
            $$"""
            {"member": "{{M}}", "amount": {"coin": "coins/birch", "units": "50"}, "other_coin": "coins/aster", "external_reference": "r3"}
            """
        },
        { $"undo-convert {E} --reference r4 --as aster", "UndoConvertRequest",
            $$"""{"exchange": "exchanges/{{E}}", "external_reference": "r4"}""" },
        { $"authorizations get {E}", "GetAuthorizationRequest", $$"""{"name": "authorizations/{{E}}"}""" },
        { $"exchanges get exchanges/{E}", "GetExchangeRequest", $$"""{"name": "exchanges/{{E}}"}""" },
        {
            $"exchanges receipt {E} --language zh-CN --as birch", "GetReceiptRequest",
            $$"""{"exchange": "exchanges/{{E}}", "language_code": "zh-CN"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task Verb_Typed_SendsTheCommand(string typed, string name, string content)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. typed.Split(' '), "--request-id", Id]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(Request(name, content), Assert.Single(alliance.Exchange.Requests));
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Theory]
    [InlineData("pay TILL --amount 5", "Give exactly one of --member and --pay-code.")]
    [InlineData(
        "pay TILL --member M --pay-code K7 --with aster --amount 5", "Give exactly one of --member and --pay-code.")]
    [InlineData("pay TILL --member M", "Give exactly one of --pay, --amount, --money and --quote.")]
    [InlineData(
        "pay TILL --member M --amount 5 --money 5", "Give exactly one of --pay, --amount, --money and --quote.")]
    [InlineData("quote TILL --member M --with aster", "Give exactly one of --pay, --amount and --money.")]
    [InlineData("quote TILL --member M --quote q", "'--quote'")]
    [InlineData("authorize TILL --member M --pay 5", "--pay needs --with, the coin to pay with.")]
    [InlineData("pay TILL --pay-code K7 --amount 5", "--pay-code needs --with: it is good for one coin.")]
    [InlineData("pay TILL --member M --with aster --amount 5 --exclude birch",
        "--exclude is not given with --with, which names the one coin.")]
    [InlineData("quote TILL --member M --with aster --pay 5 --order birch",
        "--order is not given with --with, which names the one coin.")]
    [InlineData(
        "pay TILL --member M --with aster --quote q", "--with is not given with --quote, which says the coins.")]
    [InlineData("authorize TILL --member M --order aster --quote q",
        "--order is not given with --quote, which says the coins.")]
    [InlineData("authorize TILL --member M --amount 5 --lifetime soon", "--lifetime: 'soon' is not a length")]
    [InlineData("pay --merchant birch --member M --amount 5",
        "--merchant: 'birch' is not of the form partners/{p}/merchants/{m}.")]
    [InlineData("convert --member M --from aster --to birch", "Give exactly one of --pay and --amount.")]
    [InlineData(
        "convert --member M --from aster --to birch --pay 5 --amount 5", "Give exactly one of --pay and --amount.")]
    [InlineData(
        "capture journals/ID --as birch", "'journals/ID' is not of the form holds/{uuid} or authorizations/{uuid}.")]
    [InlineData("capture authorizations/7 --as birch",
        "'authorizations/7' is not of the form holds/{uuid} or authorizations/{uuid}.")]
    [InlineData(
        "release exchanges/ID --as birch", "'exchanges/ID' is not of the form holds/{uuid} or authorizations/{uuid}.")]
    [InlineData("refund authorizations/ID --as birch",
        "'authorizations/ID' is not of the form journals/{uuid} or exchanges/{uuid}.")]
    [InlineData("undo-convert journals/ID --as birch", "'journals/ID' is not of the form exchanges/{uuid}.")]
    [InlineData("capture authorizations/ID --units 0 --as birch", "--units: must be at least 1")]
    [InlineData("refund ID --units 0 --as birch", "--units: must be at least 1")]
    [InlineData(
        "release authorizations/ID --units 5 --as birch", "--units: all that is left of an authorization is released")]
    [InlineData("capture authorizations/ID --dry-run --min-available 5 --as birch",
        "--min-available, --dry-run: only for what is the ledger's own")]
    [InlineData("refund exchanges/ID --not-after 5m --as birch", "--not-after: only for what is the ledger's own")]
    public async Task Verb_TypedWrongly_SendsNothing(string typed, string sentence)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var words = typed.Replace("TILL", At, StringComparison.Ordinal).Replace("ID", E, StringComparison.Ordinal)
            .Split(' ');
        var run = await alliance.RunAsync([.. words.Select(word => word == "M" ? M : word)]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(sentence.Replace("ID", E, StringComparison.Ordinal), run.Error);
        Assert.Empty(alliance.Exchange.Requests);
        Assert.Empty(alliance.Ledger.Requests);
    }

    [Fact]
    public async Task Verb_SeveralThingsWrong_SaysAll()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. $"pay {At} --pay 5 --with aster --order birch --amount 6".Split(' ')]);
        Assert.Equal(
            [
                "Give exactly one of --member and --pay-code.",
                "Give exactly one of --pay, --amount, --money and --quote.",
                "--order is not given with --with, which names the one coin.",
            ],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("pay", $"exchanges/{E}")]
    [InlineData("quote", $"quotes/{E}")]
    [InlineData("authorize", $"authorizations/{E}")]
    public async Task Till_OfSeveralCoins_HasARowForEachAndTheirSum(string verb, string name)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. $"{verb} {At} --member 17850 --amount 62".Split(' ')]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains(run.Rows, cells => cells[0] == name);
        Assert.Contains(["coins/aster", "30", "coins/birch", "50", "0.3000", "0.0300", "0.2500", "0.0027", "0.0173",
            "0.0090", "0.0050"], run.Rows);
        Assert.Contains(["coins/birch", "12", "coins/birch", "12", "0.0600"], run.Rows);
        Assert.Contains(["in all", "coins/birch", "62", "0.3600", "0.0300", "0.2500", "0.0027", "0.0173"], run.Rows);
        Assert.Contains("in GBP, at boards/1", run.Output);
    }

    [Fact]
    public async Task List_OfSeveralCoinsAndAConversion_HasALineForEach()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("exchanges", "list");
        Assert.Contains(
            [
                $"exchanges/{E}", "1970-01-01 00:00:00", ScriptedExchange.Till, "coins/aster, coins/birch", "30 + 12",
                "coins/birch", "62", "0", "r1",
            ],
            run.Rows);
        Assert.Contains(
            [$"exchanges/{E}", "1970-01-01 00:00:00", "coins/aster", "30", "coins/birch", "50", "0", "r1"], run.Rows);
        Assert.Contains("2 of 2", run.Output);
    }

    [Fact]
    public async Task Convert_Done_SaysUntilWhenItCanBeUndone()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync([.. "convert --member 17850 --from aster --to birch --pay 30".Split(' ')]);
        Assert.Contains(["coins/aster", "30", "coins/birch", "50", "0.3000", "0.0300", "0.2500", "0.0027", "0.0173",
            "0.0090", "0.0050"], run.Rows);
        Assert.DoesNotContain(run.Rows, cells => cells[0] == "in all");
        Assert.Contains(["1970-01-02 00:00:00", "no"], run.Rows);
    }

    [Fact]
    public async Task Get_OfAnOlderVersion_HasNoLegs()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var old = ScriptedExchange.Conversion();
        old.Receipt = new Receipt { Legs = { old.Detail.Legs[0].Clone() } };
        old.Receipt.Legs[0].Reference = null;
        old.Detail.Legs.Clear();
        alliance.Exchange.On<GetExchangeRequest, GetExchangeResponse>(_ => new GetExchangeResponse { Exchange = old });
        var run = await alliance.RunAsync("exchanges", "get", E);
        Assert.Contains(
            [$"exchanges/{E}", "1970-01-01 00:00:00", "coins/aster", "30", "coins/birch", "50", "0", "r1"], run.Rows);
        Assert.Contains(
            ["coins/aster", "30", "coins/birch", "50", "0.2500", "0.0027", "0.0173", "0.0090", "0.0050"], run.Rows);
    }

    [Fact]
    public async Task Authorization_Shown_SaysWhatIsLeft()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("authorizations", "get", E);
        Assert.Contains(
            [$"authorizations/{E}", ScriptedExchange.Till, "open", "62", "20", "42", "1970-01-02 00:00:00",
                "1970-01-01 00:00:00"], run.Rows);
    }

    [Fact]
    public async Task Refund_OfSeveralCoins_HasARowForEach()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var refund = await alliance.RunAsync("refund", $"exchanges/{E}", "--as", "birch");
        Assert.Contains([$"journals/{E}", "coins/aster", "30", "coins/birch", "62", "no"], refund.Rows);
        Assert.Contains(["coins/birch", "12"], refund.Rows);
        var undo = await alliance.RunAsync("undo-convert", E, "--as", "aster");
        Assert.Contains([$"journals/{E}", "coins/aster", "30", "coins/birch", "50", "no"], undo.Rows);
        var release = await alliance.RunAsync("release", $"authorizations/{E}", "--as", "birch");
        Assert.Contains([$"journals/{E}", $"authorizations/{E}", "no"], release.Rows);
    }

    [Fact]
    public async Task Receipt_InALanguage_IsPrintedAsItIs()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync("exchanges", "receipt", E, "--language", "zh-CN");
        Assert.Equal("兑换: 30 → 50\n", run.Output);
        var json = (await alliance.RunAsync("exchanges", "receipt", E, "--json")).Json;
        Assert.Equal("zh-CN", json.GetProperty("languageCode").GetString());
    }

    private static IMessage Request(string name, string content)
    {
        var descriptor = ExchangeServiceReflection.Descriptor.MessageTypes.Single(m => m.Name == name);
        var request = (IMessage)JsonParser.Default.Parse(content, descriptor);
        descriptor.FindFieldByName("request_id")?.Accessor.SetValue(request, Id);
        return request;
    }
}
