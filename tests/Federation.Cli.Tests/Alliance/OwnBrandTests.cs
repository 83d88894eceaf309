using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>The verbs with which a brand sets itself up and lets its members spend elsewhere.</summary>
public sealed class OwnBrandTests
{
    private const string Till = "partners/birch/merchants/store";

    [Fact]
    public async Task CoinsDefine_WithARuleOfExpiry_IsSent()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync(
            "coins", "define", "elder-gold", "--partner", "elder", "--code", "ELDGOLD", "--name", "Elder gold",
            "--scale", "2",
            "--expires-on", "03-31", "02-29", "--time-zone", "Europe/London", "--restore-grace-days", "5");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            new DefineCoinRequest
            {
                CoinId = "elder-gold",
                Partner = "partners/elder",
                DisplayCode = "ELDGOLD",
                DisplayName = "Elder gold",
                Scale = 2,
                RestoreGraceDays = 5,
                Expiry = new ExpiryRule
                {
                    TimeZone = "Europe/London",
                    FixedDates = new FixedDates
                    {
                        Dates = { new Google.Type.Date { Month = 3, Day = 31 },
                        new Google.Type.Date { Month = 2, Day = 29 } }
                    },
                },
            },
            Sent<DefineCoinRequest>(alliance));
        Assert.Contains("on 03-31, 02-29, Europe/London", run.Output);
        Assert.Equal("admin", alliance.ClientIds.Last());
    }

    [Theory]
    [InlineData("--expires-days 3 --expires-months 1", "Give at most one of")]
    [InlineData("--expires-on 13-01", "'13-01' is not a day of the year")]
    [InlineData("--time-zone UTC", "--time-zone needs one of")]
    public async Task CoinsDefine_RuleThatIsNone_SendsNothing(string options, string problem)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        string[] command = ["coins", "define", "elder", "--partner", "elder", "--code", "ELDER", "--name", "x"];
        var run = await alliance.RunAsync([.. command, .. options.Split(' ')]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(problem, run.Error);
        Assert.Empty(alliance.Directory.Requests);
    }

    [Fact]
    public async Task CoinsAndMerchants_AreListedAndMade()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        Assert.Contains("180 days after earning",
            (await alliance.RunAsync("coins", "list", "--partner", "aster")).Output);
        Assert.Equal("partners/aster", Sent<ListCoinsRequest>(alliance).Partner);
        Assert.Contains("partners/aster", (await alliance.RunAsync("coins", "get", "aster-gold")).Output);
        await alliance
            .RunAsync("merchants", "create", "store", "--partner", "birch", "--coin", "birch", "--name", "Birch Store");
        Assert.Equal(
            new CreateMerchantRequest
            {
                Parent = "partners/birch",
                MerchantId = "store",
                Coin = "coins/birch",
                DisplayName = "Birch Store"
            },
            Sent<CreateMerchantRequest>(alliance));
        Assert.Contains(Till, (await alliance.RunAsync("merchants", "list", "birch")).Output);
        Assert.Contains("coins/birch", (await alliance.RunAsync("merchants", "get", Till)).Output);
    }

    [Fact]
    public async Task MemberCodes_AreMadeAndTaken()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        Assert.Contains("7K3M-9QXZ-2VTR-5WNC",
            (await alliance.RunAsync("members", "link-code", "17850", "--as", "aster")).Output);
        Assert.Equal(new CreateLinkCodeRequest { Member = ScriptedMembers.Name },
            Sent<CreateLinkCodeRequest>(alliance));
        await alliance.RunAsync("members", "link", "7K3M-9QXZ-2VTR-5WNC", "90001", "--as", "birch");
        Assert.Equal(
            new LinkMemberRequest { LinkCode = "7K3M-9QXZ-2VTR-5WNC", ExternalId = "90001" },
            Sent<LinkMemberRequest>(alliance));
        Assert.Equal("birch", alliance.ClientIds.Last());
        var code = await alliance.RunAsync("members", "pay-code", "17850", "aster-gold", "300", "--merchant", Till);
        Assert.Contains("PAYC-0DE0-0000-0000", code.Output);
        Assert.Equal("aster", alliance.ClientIds.Last());
        Assert.Equal(
            new CreatePayCodeRequest
            {
                Member = ScriptedMembers.Name,
                Maximum = new CoinAmount { Coin = "coins/aster-gold", Units = 300 },
                Merchant = Till,
            },
            Sent<CreatePayCodeRequest>(alliance));
    }

    [Theory]
    [InlineData("on", true, 0)]
    [InlineData("on --daily-cap 500", true, 500)]
    [InlineData("off", false, 0)]
    public async Task MembersConsent_IsSent(string words, bool enabled, long cap)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync(["members", "consent", "17850", .. words.Split(' '), "--as", "aster"]);
        Assert.Equal(0, run.Code);
        Assert.Equal(
            new AlliedSpending { Enabled = enabled, DailyCapUnits = cap },
            Sent<SetAlliedSpendingRequest>(alliance).AlliedSpending);
    }

    [Theory]
    [InlineData("on --daily-cap 0", "must be at least 1")]
    [InlineData("off --daily-cap 5", "not with off")]
    [InlineData("maybe", "maybe")]
    public async Task MembersConsent_Unclear_SendsNothing(string words, string problem)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        var run = await alliance.RunAsync(["members", "consent", "17850", .. words.Split(' '), "--as", "aster"]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(problem, run.Error);
        Assert.Empty(alliance.Directory.Requests);
    }

    /// <summary>A coin's commands are sent as the brand that issues it, whatever the coin is called.</summary>
    [Theory]
    [InlineData("aster-gold", "aster")]
    [InlineData("birch", "birch")]
    [InlineData("coins/birch", "birch")]
    public async Task WalletsGet_WithoutAs_IsSentAsTheCoinsBrand(string coin, string brand)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GetWalletRequest, GetWalletResponse>(_ => new GetWalletResponse { Wallet = new Wallet() });
        Assert.Equal(0, (await alliance.RunAsync("wallets", "get", "17850", coin)).Code);
        Assert.Equal(brand, alliance.ClientIds.Last());
        await alliance.RunAsync("wallets", "get", "17850", coin, "--as", "aster");
        Assert.Equal("aster", alliance.ClientIds.Last());
    }

    /// <summary>A brand's own file has one entry, under whatever name; that one is used.</summary>
    [Theory]
    [InlineData("wallets get 17850 aster")]
    [InlineData("wallets list 17850")]
    [InlineData("coins list")]
    [InlineData("members link-code 17850")]
    public async Task FileOfOneCredential_NeedsNoAs(string command)
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<GetWalletRequest, GetWalletResponse>(_ => new GetWalletResponse { Wallet = new Wallet() });
        var entry = ScriptedAlliance.Entry("t", ", \"partner\": \"aster\"");
        alliance.CredentialsText =
            $$"""{"token_endpoint": "{{alliance.TokenEndpoint}}", "partners": {"tills": {{entry}} } }""";
        var run = await alliance.RunAsync(command.Split(' '));
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal("t", alliance.ClientIds.Last());
    }

    [Fact]
    public async Task Refused_FieldInvalid_IsSaidInWordsWithWhatToDo()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Ledger.On<EarnRequest, EarnResponse>(_ => throw ScriptedLedger.FieldRefusal(
            ("amount.units", "must be 1 to 2^62"), ("external_reference", "must be short"),
            ("some_new.field_name", "is odd")));
        var run = await alliance.RunAsync("earn", "17850", "aster", "0");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("  how many coins must be 1 to 2^62", run.Error);
        Assert.Contains("  the brand's own number of the business (--reference) must be short", run.Error);
        Assert.Contains("  some new, field name is odd", run.Error);
        Assert.DoesNotContain("amount.units", run.Error);
        Assert.Contains("Correct what is named above", run.Error);
    }

    [Fact]
    public async Task Refused_CoinNotFound_NamesACommandThatHelps()
    {
        await using var alliance = await ScriptedAlliance.StartAsync();
        alliance.Directory.On<GetCoinRequest, GetCoinResponse>(_ => throw ScriptedLedger
            .Refusal(ErrorReason.CoinNotFound).ToRpcException());
        var run = await alliance.RunAsync("wallets", "get", "17850", "oak");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("federation coins list", run.Error);
    }

    private static T Sent<T>(ScriptedAlliance alliance)
        where T : IMessage<T>
    {
        var request = Assert.Single(alliance.Directory.Requests.OfType<T>());
        var id = request.Descriptor.FindFieldByName("request_id");
        if (id is not null)
        {
            Assert.True(Guid.TryParse((string)id.Accessor.GetValue(request), out _));
            id.Accessor.Clear(request);
        }
        foreach (var paging in new[] { "page_size" })
            request.Descriptor.FindFieldByName(paging)?.Accessor.Clear(request);
        return request;
    }
}
