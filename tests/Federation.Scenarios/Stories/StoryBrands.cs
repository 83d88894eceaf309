using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>Aster, birch and cedar on one deployment, with a board: 100 of aster's coins are worth 178 of birch's, 50
/// of cedar's as many.</summary>
internal sealed class StoryBrands(
    Alliance alliance, FederationClient aster, FederationClient birch, FederationClient cedar)
{
    private int members;

    public Alliance Alliance => alliance;

    public FederationClient Aster => aster;

    public FederationClient Birch => birch;

    public static async Task<StoryBrands> StartAsync(DatabaseKind kind)
    {
        var alliance = new Alliance(await Deployment.OnAsync(kind));
        var brands = new StoryBrands(alliance, await alliance.GivenPartnerAsync("aster"),
            await alliance.GivenPartnerAsync("birch"), await alliance.GivenPartnerAsync("cedar"));
        await alliance.GivenBoardAsync(100, ("aster", 100, 90), ("birch", 50, 45), ("cedar", 200, 180));
        return brands;
    }

    /// <summary>A member with 100 of aster's coins in two lots and 500 that were bought with money, 40 of birch's
    /// unless it is said otherwise, and 100 of cedar's, who consents to spend them everywhere.</summary>
    public async Task<MemberOfThree> GivenMemberAsync(long birch = 40)
    {
        var number = $"story{++members}";
        var atAster = await Alliance.GivenMemberAsync(aster, number);
        var member = new MemberOfThree(
            atAster, await Alliance.GivenLinkAsync(aster, atAster, Birch, number),
            await Alliance.GivenLinkAsync(aster, atAster, cedar, number));
        await Alliance.GivenConsentAsync(aster, member.AtAster);
        await Alliance.GivenConsentAsync(cedar, member.AtCedar);
        await EarnAsync(30, Provenance.Promotional);
        await EarnAsync(70, Provenance.Earned);
        await EarnAsync(500, Provenance.Purchased);
        if (birch > 0)
            await Alliance.EarnAsync(Birch, "birch", member.AtBirch, birch);
        await Alliance.EarnAsync(cedar, "cedar", member.AtCedar, 100);
        return member;

        async Task EarnAsync(long units, Provenance provenance) => await aster.Ledger.EarnAsync(new EarnRequest
        {
            RequestId = RequestIds.New(),
            Member = atAster,
            Amount = Alliance.Coins("aster", units),
            Provenance = provenance
        });
    }

    public async Task<Dictionary<string, Wallet>> WalletsAsync(MemberOfThree member)
    {
        var wallets = new Dictionary<string, Wallet>(StringComparer.Ordinal);
        foreach (
            var (client, name) in new[] { (aster, member.AtAster), (Birch, member.AtBirch), (cedar, member.AtCedar) })
            foreach (
                var wallet in (await client.Ledger.ListWalletsAsync(new ListWalletsRequest { Parent = name })).Wallets)
                wallets[wallet.Coin["coins/".Length..]] = wallet;
        return wallets;
    }

    /// <summary>An exchange as birch's list has it; none where it is not there.</summary>
    public async Task<Exchange.V1.Exchange?> ListAsync(string name)
    {
        var request = new ListExchangesRequest { PageSize = 1000 };
        do
        {
            var page = await Birch.Exchanges.ListExchangesAsync(request);
            if (page.Exchanges.FirstOrDefault(e => e.Name == name) is { } found)
                return found;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return null;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        var now = (await alliance.Admin.Clock.GetClockAsync(new GetClockRequest())).Clock.Now.ToDateTime();
        await alliance.Admin.Clock.AdvanceClockAsync(
            new() { RequestId = RequestIds.New(), Now = Timestamp.FromDateTime(now + by) });
    }

    public async Task AssertWellAsync()
    {
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }
}
