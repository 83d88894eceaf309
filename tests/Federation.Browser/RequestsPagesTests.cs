using Federation.Web.Tests;

namespace Federation.Browser;

/// <summary>The pages of a brand's recorded calls.</summary>
public sealed class RequestsPagesTests(Pages pages)
{
    private const string Role = "partner-admin";
    private static readonly string[] Paths = ["/portal/requests", "/portal/requests/79"];

    [Fact]
    public async Task Pages_ForEveryReader_AndInNarrowWindows_HaveNoFault()
    {
        await using var all = await Surroundings.StartAsync();
        var faults = (await DeskLooks.FaultsAsync(pages, all, Role, "requests", Paths))
            .Concat(await DeskLooks.NarrowFaultsAsync(pages, all, Role, Paths)).ToList();
        Faults.AssertNone(faults);
    }
}
