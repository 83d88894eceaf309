using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Federation.Web.Tests;

namespace Federation.Browser;

/// <summary>The portal's pages for coins, shops, members, the desk, journals and credentials.</summary>
public sealed class PortalTests(Pages pages) : IAsyncLifetime
{
    private const string Member = "/portal/members/" + FakeAlliance.Id;
    private const string Journal = "/portal/journals/" + FakeAlliance.Id;

    private static readonly string Case = "/portal/cases/main/" + FakeAlliance.Id[..^1];

    private static readonly string Survey =
        "/portal/surveys/main?survey=" + Uri.EscapeDataString(FakeAlliance.SurveyName);

    private static readonly string[] Paths =
    [
        "/portal/rates", "/portal/rates/5", "/portal/coins", "/portal/coins/aster", "/portal/shops",
        "/portal/shops/shop", "/portal/credentials",
        "/portal/credentials/aster-till", "/portal/credentials/aster-till/revoke", "/portal/members", Member,
        Member + "/goodwill/aster", "/portal/desk", "/portal/desk?number=1", "/portal/goodwill",
        "/portal/goodwill/" + FakeAlliance.Id, "/portal/journals", "/portal/journals?kind=Earn&from=x", Journal,
        Journal + "/refund", "/portal/rewards", "/portal/rewards?show=cold", "/portal/rewards/cup",
        "/portal/rewards/film", "/portal/new-reward", "/portal/redemptions", "/portal/redemptions?show=all",
        "/portal/redemptions/" + FakeAlliance.Id, "/portal/draws", "/portal/new-draw", "/portal/draws/spring",
        "/portal/draws/due", "/portal/draws/late", "/portal/draws/autumn", "/portal/draws/trip", "/portal/cases",
        "/portal/cases?show=all", Case + "1", Case + "2", Case + "3", Case + "4", Case + "5",
        "/portal/surveys", "/portal/surveys/main?survey=few", Survey,
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Alliance.JournalShown = JournalKind.Redeem;
        all.Alliance.Redeemed.State = RedemptionState.Pending;
    }

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.FaultsAsync(pages, all!, "partner-admin", "portal", Paths));

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.NarrowFaultsAsync(pages, all!, "partner-admin", Paths));
}
