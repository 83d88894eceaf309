using Federation.Web.Tests;

namespace Federation.Browser;

/// <summary>The console's pages, and those that it shares with the portal.</summary>
public sealed class ConsoleTests(Pages pages) : IAsyncLifetime
{
    private static readonly string[] OfConsole =
    [
        "/console", "/console/brands", "/console/brands/birch", "/console/brands/nobody", "/console/books",
        "/console/clock", "/console/health", "/people", "/people/cleo", "/account",
    ];

    private static readonly string[] OfPortal = ["/portal", "/portal/start", "/people", "/people/bob"];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var faults = (await DeskLooks.FaultsAsync(pages, all!, "alliance-admin", "console", OfConsole)).Concat(
            await DeskLooks.FaultsAsync(pages, all!, "partner-admin", "portal", OfPortal));
        // What is not there is answered with 404, of which the browser complains.
        Faults.AssertNone(faults.Where(f => !f.Contains("404", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault() => Faults.AssertNone(
        (await DeskLooks.NarrowFaultsAsync(pages, all!, "alliance-admin", OfConsole)).Concat(
            await DeskLooks.NarrowFaultsAsync(pages, all!, "partner-admin", OfPortal)));
}
