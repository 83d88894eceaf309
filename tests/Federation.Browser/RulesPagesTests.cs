using Federation.Programs.V1;
using Federation.Web.Tests;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The programme pages of the portal, over an alliance that answers as the test wants.</summary>
public sealed class RulesPagesTests(Pages pages) : IAsyncLifetime
{
    private const string Role = "partner-admin";
    private const string Draft = "/portal/rules/main/2";

    private static readonly string[] Paths =
    [
        "/portal/rules", "/portal/rules/main", "/portal/rules/main/templates", "/portal/rules/main/1", Draft,
        Draft + "/edit", Draft + "/edit/rules", Draft + "/edit/rules/base", Draft + "/edit/others",
        "/portal/rules/main/compare?from=1&to=2", "/portal/rules/main/1/try", Draft + "/simulate",
        Draft + "/simulation?from=2011-11-01&to=2011-12-01",
    ];

    private Surroundings? all;

    private Surroundings All => all ?? throw new InvalidOperationException("They are not started.");

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Alliance.Findings.Add(new GuardFinding
        {
            Error = true,
            Rule = "double",
            Path = "rules[1].effects[0]",
            Words = new() { En = "It gives more than it costs.", ZhCn = "送出的多于成本。" },
        });
    }

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var faults = await DeskLooks.FaultsAsync(pages, All, Role, "rules", Paths);
        Faults.AssertNone(faults);
    }

    /// <summary>What a template proposes besides, what was tried, what waits for an approval, and what another person
    /// changed meanwhile.</summary>
    [Fact]
    public async Task States_ForEveryReader_HaveNoFault()
    {
        All.Authority.Role = Role;
        var faults = new List<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await pages.ReaderAsync(reader);
            var seat = await DeskLooks.SignInAsync(All, context);
            await ApplyAsync(seat.Page);
            faults.AddRange(await Looks.AtAsync(seat, reader, "rules-setup"));
            await TryAsync(seat.Page);
            faults.AddRange(await Looks.AtAsync(seat, reader, "rules-tried"));
            All.Alliance.RuleSets[1].State = RuleSetState.Proposed;
            await seat.Page.GotoAsync(DeskLooks.AddressOf(All, Draft));
            faults.AddRange(await Looks.AtAsync(seat, reader, "rules-proposed"));
            All.Alliance.RuleSets[1].State = RuleSetState.Draft;
            await OvertakeAsync(seat.Page);
            faults.AddRange(await Looks.AtAsync(seat, reader, "rules-overtaken"));
        }
        Faults.AssertNone(faults);
    }

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault()
    {
        var faults = await DeskLooks.NarrowFaultsAsync(pages, All, Role, Paths);
        Faults.AssertNone(faults);
    }

    public ValueTask DisposeAsync() => All.DisposeAsync();

    /// <summary>Changes a rule that somebody else has changed meanwhile.</summary>
    private async Task OvertakeAsync(IPage page)
    {
        await page.GotoAsync(DeskLooks.AddressOf(All, Draft + "/edit/rules/base"));
        var draft = All.Alliance.RuleSets[1];
        draft.Terms.Rules[0].Effects[0].Earn.Units++;
        draft.Revision++;
        await page.Locator("#units").FillAsync("7");
        await page.Locator("form:has(#units) button").ClickAsync();
        await page.Locator(".diff").WaitForAsync();
    }

    /// <summary>The draft is made of a template that proposes more.</summary>
    private async Task ApplyAsync(IPage page)
    {
        await page.GotoAsync(DeskLooks.AddressOf(All, "/portal/rules/main/templates"));
        await page.Locator("input[value='four-tiers']").CheckAsync();
        await page.Locator("form:has(#zone) button").ClickAsync();
        await page.Locator("pre.mono").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private async Task TryAsync(IPage page)
    {
        await page.GotoAsync(DeskLooks.AddressOf(All, "/portal/rules/main/1/try"));
        foreach (var (field, value) in new[] { ("sku1", "tea"), ("quantity1", "2"), ("price1", "10.90") })
            await page.Locator("#" + field).FillAsync(value);
        await page.Locator("form:has(#sku1) button").ClickAsync();
        await page.Locator("#comes-to").WaitForAsync();
    }
}
