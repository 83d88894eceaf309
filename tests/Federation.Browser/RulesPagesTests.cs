using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Web.Tests;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The programme pages of the portal, over an alliance that answers as the test wants.</summary>
public sealed class RulesPagesTests(Pages pages) : IAsyncLifetime
{
    private const string Draft = "/portal/rules/main/2";

    private static readonly string[] Paths =
    [
        "/portal/rules", "/portal/rules/main", "/portal/rules/main/templates", "/portal/rules/main/1", Draft,
        Draft + "/edit", Draft + "/edit/rules", Draft + "/edit/rules/base", Draft + "/edit/others",
        "/portal/rules/main/compare?from=1&to=2", "/portal/rules/main/1/try", Draft + "/simulate",
        Draft + "/simulation?from=2011-11-01&to=2011-12-01",
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
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
        var faults = new ConcurrentBag<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await pages.ReaderAsync(reader);
            var seat = await SignInAsync(context);
            foreach (var path in Paths)
            {
                await seat.Page.GotoAsync(AddressOf(path));
                Add(faults, await Looks.AtAsync(seat, reader, "rules" + NameOf(path)));
            }
            await TryAsync(seat.Page);
            Add(faults, await Looks.AtAsync(seat, reader, "rules-tried"));
            all!.Alliance.RuleSets[1].State = RuleSetState.Proposed;
            await seat.Page.GotoAsync(AddressOf(Draft));
            Add(faults, await Looks.AtAsync(seat, reader, "rules-proposed"));
            all.Alliance.RuleSets[1].State = RuleSetState.Draft;
            await OvertakeAsync(seat.Page);
            Add(faults, await Looks.AtAsync(seat, reader, "rules-overtaken"));
        }
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
    }

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault()
    {
        var faults = new List<string>();
        foreach (var width in Reflow.Widths)
        {
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var (page, _) = await SignInAsync(context);
            foreach (var path in Paths)
            {
                await page.GotoAsync(AddressOf(path));
                if (width < 640)
                    faults.AddRange(await Focus.FaultsAsync(page, path));
                faults.AddRange(await Reflow.FaultsAsync(page, width, path));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    /// <summary>Changes a rule that somebody else has changed meanwhile.</summary>
    private async Task OvertakeAsync(IPage page)
    {
        await page.GotoAsync(AddressOf(Draft + "/edit/rules/base"));
        var draft = all!.Alliance.RuleSets[1];
        draft.Terms.Rules[0].Effects[0].Earn.Units++;
        draft.Revision++;
        await page.Locator("#units").FillAsync("7");
        await page.Locator("form:has(#units) button").ClickAsync();
        await page.Locator(".diff").WaitForAsync();
    }

    private async Task TryAsync(IPage page)
    {
        await page.GotoAsync(AddressOf("/portal/rules/main/1/try"));
        foreach (var (field, value) in new[] { ("sku1", "tea"), ("quantity1", "2"), ("price1", "10.90") })
            await page.Locator("#" + field).FillAsync(value);
        await page.Locator("form:has(#sku1) button").ClickAsync();
        await page.Locator("#comes-to").WaitForAsync();
    }

    private static string NameOf(string path) =>
        path["/portal/rules".Length..].Split('?')[0].Replace('/', '-');

    private static void Add(ConcurrentBag<string> to, IEnumerable<string> faults)
    {
        foreach (var fault in faults)
            to.Add(fault);
    }

    private async Task<Seat> SignInAsync(IBrowserContext context)
    {
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        var seat = new Seat(page, await Watch.OverAsync(page));
        await page.GotoAsync(AddressOf("/signin?return=/portal/rules"));
        return seat;
    }

    private string AddressOf(string path) => all!.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
}
