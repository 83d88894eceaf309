using Federation.Client;
using Federation.Exchange.V1;
using Federation.Partners.V1;

namespace Federation.Scenarios;

/// <summary>Aster, birch and cedar, which gets suspended, with a member who is linked with all three and has coins of
/// each.</summary>
internal sealed class SuspendedBrand : IAsyncDisposable
{
    private SuspendedBrand(Alliance alliance) => Alliance = alliance;

    public Alliance Alliance { get; }

    public FederationClient Aster { get; private set; } = null!;

    public FederationClient Birch { get; private set; } = null!;

    public FederationClient Cedar { get; private set; } = null!;

    public string AtAster { get; private set; } = "";

    public string AtBirch { get; private set; } = "";

    public string AtCedar { get; private set; } = "";

    public static Task<SuspendedBrand> StartAsync() => OnAsync(Deployment.OneAsync());

    /// <summary>The same in a deployment of the test's.</summary>
    public static async Task<SuspendedBrand> OnAsync(Task<Deployment> deployment)
    {
        var world = new SuspendedBrand(new Alliance(await deployment));
        world.Aster = await world.Alliance.GivenPartnerAsync("aster");
        world.Birch = await world.Alliance.GivenPartnerAsync("birch");
        world.Cedar = await world.Alliance.GivenPartnerAsync("cedar");
        await world.Alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 100, 90), ("cedar", 100, 90));
        world.AtCedar = await Alliance.GivenMemberAsync(world.Cedar, "m");
        world.AtBirch = await Alliance.GivenLinkAsync(world.Cedar, world.AtCedar, world.Birch, "m");
        world.AtAster = await Alliance.GivenLinkAsync(world.Cedar, world.AtCedar, world.Aster, "m");
        foreach (var (brand, member, coin) in new[] { (world.Aster, world.AtAster, "aster"),
            (world.Cedar, world.AtCedar, "cedar") })
        {
            await Alliance.EarnAsync(brand, coin, member, 100_000);
            await Alliance.GivenConsentAsync(brand, member);
        }
        return world;
    }

    public static async Task<string> PaidAsync(FederationClient till, string brand, string member, string coin) =>
        (await till.Exchanges.PayAsync(PayOf(brand, member, coin))).Exchange.Name;

    public static async Task<string> AuthorizedAsync(FederationClient till, string brand, string member, string coin) =>
        (await till.Exchanges.AuthorizeAsync(AuthorizeOf(brand, member, coin))).Authorization.Name;

    public static async Task<string> ConvertedAsync(FederationClient by, string member, string from, string to) =>
        (await by.Exchanges.ConvertAsync(ConvertOf(member, from, to))).Exchange.Name;

    public static PayRequest PayOf(string brand, string member, string coin) => new()
    {
        RequestId = RequestIds.New(),
        Merchant = $"partners/{brand}/merchants/till",
        Member = member,
        Pay = Alliance.Coins(coin, 100)
    };

    public static AuthorizeRequest AuthorizeOf(string brand, string member, string coin) => new()
    {
        RequestId = RequestIds.New(),
        Merchant = $"partners/{brand}/merchants/till",
        Member = member,
        Pay = Alliance.Coins(coin, 100)
    };

    public static CreateQuoteRequest QuoteOf(string brand, string member, string coin) => new()
    {
        RequestId = RequestIds.New(),
        Merchant = $"partners/{brand}/merchants/till",
        Member = member,
        Pay = Alliance.Coins(coin, 100)
    };

    public static ConvertRequest ConvertOf(string member, string from, string to) => new()
    { RequestId = RequestIds.New(), Member = member, Pay = Alliance.Coins(from, 100), OtherCoin = "coins/" + to };

    /// <summary>Suspends cedar, and waits until that is known.</summary>
    public async Task SuspendAsync()
    {
        await Alliance.Admin.Partners.SuspendPartnerAsync(
            new() { RequestId = RequestIds.New(), Name = "partners/cedar" });
        for (var n = 0; ; n++)
            try
            {
                await Alliance.GivenMemberAsync(Cedar, $"suspended-{n}");
            }
            catch (RefusedException e) when (e.Refusal.ReasonName == "PARTNER_SUSPENDED")
            {
                return;
            }
    }

    public Task ResumeAsync() => Alliance.Admin.Partners.ResumePartnerAsync(
        new ResumePartnerRequest { RequestId = RequestIds.New(), Name = "partners/cedar" }).ResponseAsync;

    public ValueTask DisposeAsync() => Alliance.DisposeAsync();
}
