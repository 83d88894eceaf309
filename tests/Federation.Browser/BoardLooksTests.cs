using Federation.Web.Tests;

namespace Federation.Browser;

/// <summary>The console's pages of boards, over an alliance that answers as the test wants.</summary>
public sealed class BoardLooksTests(Pages pages) : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/console/boards", "/console/boards/3", "/console/boards/4", "/console/boards/5", "/console/boards/6",
        "/console/boards/7", "/console/boards/4/edit", "/console/boards/4/csv", "/console/boards/csv",
        "/console/boards/4/worst", "/console/boards/4/pair?from=dune&to=aster",
        "/console/boards/3/pair?from=aster&to=x",
        "/console/boards/diff?from=3&to=5", "/console/boards/7/publish", "/console/boards/what-if",
        "/console/boards/what-if?board=4&days=60",
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.FaultsAsync(pages, all!, "alliance-admin", "console", Paths));

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault() =>
        Faults.AssertNone(await DeskLooks.NarrowFaultsAsync(pages, all!, "alliance-admin", Paths));
}
