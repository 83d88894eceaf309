using System.Net.Http.Headers;
using System.Text.Json;
using Federation.Accounts.V1;
using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace Federation.Scenarios;

/// <summary>The calls that the hostile ones misuse, made right.</summary>
public sealed class FirstCallsTests(FirstCallsTests.Brands brands) : IClassFixture<FirstCallsTests.Brands>
{
    private const string Till = "partners/birch/merchants/till";

    private FederationClient Aster => brands.Aster;

    private FederationClient Birch => brands.Birch;

    /// <summary>Aster and birch with a board: 300 of aster's coins are worth 198 of birch's.</summary>
    public sealed class Brands : IAsyncLifetime
    {
        internal Alliance Alliance { get; private set; } = null!;

        internal FederationClient Aster { get; private set; } = null!;

        internal FederationClient Birch { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Alliance = await Alliance.StartAsync();
            Aster = await Alliance.GivenPartnerAsync("aster");
            Birch = await Alliance.GivenPartnerAsync("birch");
            await Alliance.GivenBoardAsync(100, ("aster", 120, 100), ("birch", 150, 140));
        }

        public async ValueTask DisposeAsync()
        {
            await Alliance.AssertBooksAsync();
            Alliance.Deployment.Errors.AssertNone();
            await Alliance.DisposeAsync();
        }
    }

    [Fact]
    public async Task Redeem_ThenRefundInParts_GivesEverythingBack()
    {
        var member = await GivenMemberAsync(1000);
        var redeem = await Aster.Ledger.RedeemAsync(new RedeemRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = Alliance.Coins("aster", 300),
            Merchant = "partners/aster/merchants/till"
        });
        Assert.Equal(700, await Alliance.BalanceOfAsync(Aster, "aster", member));
        foreach (var (units, balance) in new[] { (100, 800), (0, 1000) })
        {
            await Aster.Ledger.RefundAsync(new Ledger.V1.RefundRequest
            { RequestId = RequestIds.New(), Journal = redeem.Journal.Name, Units = units, All = units == 0 });
            Assert.Equal(balance, await Alliance.BalanceOfAsync(Aster, "aster", member));
        }
    }

    [Fact]
    public async Task Earn_SentTwice_IsDoneOnce()
    {
        var member = await GivenMemberAsync(0);
        var request = new EarnRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Amount = Alliance.Coins("aster", 5)
        };
        var first = await Aster.Ledger.EarnAsync(request);
        var second = await Aster.Ledger.EarnAsync(request);
        Assert.Equal((false, true, first.Journal), (first.Replayed, second.Replayed, second.Journal));
        Assert.Equal(5, await Alliance.BalanceOfAsync(Aster, "aster", member));
        var outcome = await Aster.Ledger.GetOutcomeAsync(new() { RequestId = request.RequestId });
        Assert.Equal(first.Journal, outcome.Outcome.Journal);
    }

    [Fact]
    public async Task Pay_ByConsent_GivesTheBoardsAmounts_EitherWay()
    {
        var (member, atBirch) = await GivenLinkedAsync(1000);
        await Alliance.GivenConsentAsync(Aster, member, 700);
        var spendable = await Birch.Exchanges.ListSpendableAsync(new() { Merchant = Till, Member = atBirch });
        Assert.Equal((1000, 660, 700), (
            spendable.Spendables.Single().Available.Units, spendable.Spendables[0].Gives.Units,
            spendable.Spendables[0].CapRemainingUnits));
        var exactIn = await Birch.Exchanges.PayAsync(new PayRequest
        { RequestId = RequestIds.New(), Merchant = Till, Member = atBirch, Pay = Alliance.Coins("aster", 300) });
        Assert.Equal((300, 198), (exactIn.Exchange.Paid.Units, exactIn.Exchange.Redeemed.Units));
        var exactOut = await Birch.Exchanges.PayAsync(new PayRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            Member = atBirch,
            Amount = Alliance.Coins("birch", 198),
            SourceCoin = "coins/aster",
        });
        Assert.Equal((300, 198), (exactOut.Exchange.Paid.Units, exactOut.Exchange.Redeemed.Units));
        Assert.Equal(400, await Alliance.BalanceOfAsync(Aster, "aster", member));
    }

    [Fact]
    public async Task Pay_ByPayCode_OnceAlone_AndRefundedInTwoParts()
    {
        var member = await GivenMemberAsync(300);
        var code = (await Aster.Members.CreatePayCodeAsync(new CreatePayCodeRequest
        {
            RequestId = RequestIds.New(),
            Member = member,
            Maximum = Alliance.Coins("aster", 300),
            Merchant = Till
        })).PayCode;
        var pay = new PayRequest
        {
            RequestId = RequestIds.New(),
            Merchant = Till,
            PayCode = code,
            Pay = Alliance.Coins("aster", 300)
        };
        var paid = await Birch.Exchanges.PayAsync(pay);
        Assert.Equal((198, ""), (paid.Exchange.Redeemed.Units, paid.Exchange.Member));
        Assert.True((await Birch.Exchanges.PayAsync(pay)).Replayed);
        await AssertRefusedAsync(
            "PAY_CODE_USED", () => Birch.Exchanges.PayAsync(new PayRequest(pay) { RequestId = RequestIds.New() }));

        var returned = 0L;
        foreach (var units in new[] { 98, 0 })
            returned += (await Birch.Exchanges.RefundAsync(new Exchange.V1.RefundRequest
            {
                RequestId = RequestIds.New(),
                Exchange = paid.Exchange.Name,
                Units = units,
                All = units == 0
            })).Returned.Units;
        Assert.Equal(300, returned);
        Assert.Equal(300, await Alliance.BalanceOfAsync(Aster, "aster", member));
    }

    [Fact]
    public async Task ListMembers_PageByPage_NamesEachOnce()
    {
        var brand = await brands.Alliance.GivenPartnerAsync("pages");
        var registered = new List<string>();
        for (var n = 0; n < 5; n++)
            registered.Add(await Alliance.GivenMemberAsync(brand, $"p{n}"));
        var (listed, token) = (new List<string>(), "");
        do
        {
            var page = await brand.Members.ListMembersAsync(new ListMembersRequest { PageSize = 2, PageToken = token });
            listed.AddRange(page.Members.Select(m => m.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(registered, listed);
    }

    [Fact]
    public async Task Credential_RotatedThenRevoked_IsGoodWithItsLastSecretAlone()
    {
        var made = await Aster.Credentials.CreateCredentialAsync(new CreateCredentialRequest
        {
            RequestId = RequestIds.New(),
            Parent = "partners/aster",
            DisplayName = "till",
            Role = CredentialRole.PartnerService
        });
        await SignInAsync(made.Credential, made.ClientSecret);
        var rotated = await Aster.Credentials.RotateCredentialAsync(
            new() { RequestId = RequestIds.New(), Name = made.Credential.Name });
        await Assert.ThrowsAsync<TokenRefusedException>(() => SignInAsync(made.Credential, made.ClientSecret));
        await SignInAsync(made.Credential, rotated.ClientSecret);
        await Aster.Credentials.RevokeCredentialAsync(
            new() { RequestId = RequestIds.New(), Name = made.Credential.Name });
        await Assert.ThrowsAsync<TokenRefusedException>(() => SignInAsync(made.Credential, rotated.ClientSecret));
        var listed = await Aster.Credentials.ListCredentialsAsync(new() { Parent = "partners/aster" });
        Assert.True(listed.Credentials.Single(c => c.Name == made.Credential.Name).Revoked);
    }

    [Fact]
    public async Task Unlink_KeepsTheCoinsUntilLinkedAgain_AndCloseEndsThem()
    {
        var (member, atBirch) = await GivenLinkedAsync(100);
        await Aster.Members.UnlinkMemberAsync(new() { RequestId = RequestIds.New(), Name = member });
        await AssertRefusedAsync("NOT_LINKED", () => RedeemAsync(member));
        Assert.Equal(member, await Alliance.GivenLinkAsync(Birch, atBirch, Aster, RequestIds.New()));
        await RedeemAsync(member);
        await Birch.Members.RequestClosureAsync(new() { RequestId = RequestIds.New(), Name = atBirch });
        await RedeemAsync(member);
        var asked = await Aster.Members.RequestClosureAsync(new() { RequestId = RequestIds.New(), Name = member });
        await RedeemAsync(member);
        await brands.Alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = asked.Member.Closure.CloseTime });
        await Alliance.ClosedAsync(Aster, member + "/wallets/aster");
        await AssertRefusedAsync("WALLET_CLOSED", () => RedeemAsync(member));
        Assert.Equal(MemberState.Closed, (await Aster.Members.GetMemberAsync(new() { Name = member })).Member.State);
        Assert.Equal(97, await Alliance.BalanceOfAsync(Aster, "aster", member));
    }

    [Fact]
    public async Task Json_WithABearerToken_EarnsAsGrpcDoes()
    {
        var member = await GivenMemberAsync(0);
        using var http = new HttpClient { BaseAddress = new Uri(brands.Alliance.Deployment.Processes[0].Http) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await Aster.GetAccessTokenAsync());
        using var body = new StringContent($$"""
            { "request_id": "{{RequestIds.New()}}", "member": "{{member}}", "amount": { "coin": "coins/aster", "units": "7" } }
            """, new MediaTypeHeaderValue("application/json"));
        using var response = await http.PostAsync(new Uri("/v1/ledger:earn", UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        using var wallet =
            JsonDocument.Parse(await http.GetStringAsync(new Uri($"/v1/{member}/wallets/aster", UriKind.Relative)));
        Assert.Equal("7", wallet.RootElement.GetProperty("wallet").GetProperty("balanceUnits").GetString());
    }

    [Fact]
    public async Task HealthAndReflection_AnswerWithoutAToken()
    {
        using var channel = GrpcChannel.ForAddress(brands.Alliance.Deployment.Gateways[0]);
        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await reflection.RequestStream.CompleteAsync();
        Assert.True(await reflection.ResponseStream.MoveNext(CancellationToken.None));
        var services = reflection.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.Contains("federation.ledger.v1.LedgerService", services);
        Assert.DoesNotContain(services, s => s.Contains("internal", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = new Uri(brands.Alliance.Deployment.Processes[0].Http) };
        foreach (var path in new[] { "/healthz", "/readyz" })
            Assert.Equal("Healthy", await http.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    private async Task<string> GivenMemberAsync(long units)
    {
        var member = await Alliance.GivenMemberAsync(Aster, RequestIds.New());
        if (units > 0)
            await Alliance.EarnAsync(Aster, "aster", member, units);
        return member;
    }

    private async Task<(string Member, string AtBirch)> GivenLinkedAsync(long units)
    {
        var member = await GivenMemberAsync(units);
        return (member, await Alliance.GivenLinkAsync(Aster, member, Birch, RequestIds.New()));
    }

    private async Task RedeemAsync(string member) => await Aster.Ledger.RedeemAsync(
        new RedeemRequest { RequestId = RequestIds.New(), Member = member, Amount = Alliance.Coins("aster", 1) });

    private Task<string> SignInAsync(Credential credential, string secret) =>
        brands.Alliance.Deployment.With(credential.ClientId, secret).GetAccessTokenAsync();

    private static Task AssertRefusedAsync<T>(string reason, Func<AsyncUnaryCall<T>> call) =>
        AssertRefusedAsync(reason, () => call().ResponseAsync);

    private static async Task AssertRefusedAsync(string reason, Func<Task> call) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(call)).Refusal.ReasonName);
}
