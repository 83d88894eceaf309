using System.Collections.Concurrent;
using Federation.Web.Tests;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Check-ins and referrals in the wallet, in every state, for every reader; and the way through them without a
/// mouse or scripts.</summary>
public sealed class BehaviourLooksTests(Pages pages) : IAsyncLifetime
{
    private static readonly (string Name, string Path, Action<FakeAlliance> State)[] States =
    [
        ("checkin-open", "/checkin", a => a.Run = (4, false, true, true, 1)),
        ("checkin-missed", "/checkin", a => a.Run = (5, false, true, true, 2)),
        ("checkin-done", "/checkin", a => a.Run = (7, true, false, true, 0)),
        ("checkin-brand", "/checkin", a => a.Run = (0, false, false, false, 0)),
        ("invite", "/invite", a => a.HasReferrals = true),
        ("invite-given", "/invite", a => a.HasGivenCode = true),
        ("invite-over", "/invite", a => a.HasReferrals = false),
    ];

    private Surroundings? all;

    public async ValueTask InitializeAsync() => all = await Surroundings.StartAsync();

    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var faults = new ConcurrentBag<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await pages.ReaderAsync(reader);
            var seat = await SignInAsync(context);
            foreach (var (name, path, state) in States)
            {
                state(all!.Alliance);
                await seat.Page.GotoAsync(AddressOf(path));
                foreach (var fault in await Looks.AtAsync(seat, reader, "behaviour-" + name))
                    faults.Add(fault);
            }
            (all!.Alliance.HasReferrals, all.Alliance.HasGivenCode) = (true, false);
            await seat.Page.GotoAsync(AddressOf("/invite"));
            await seat.Page.Locator("form[method=post] button.main").First.ClickAsync();
            await seat.Page.GetByText(FakeAlliance.ReferralCode).WaitForAsync();
            foreach (var fault in await Looks.AtAsync(seat, reader, "behaviour-invite-code"))
                faults.Add(fault);
        }
        Faults.AssertNone(faults);
    }

    [Fact]
    public async Task Pages_InANarrowWindow_OrByKeyboard_HaveNoFault()
    {
        var faults = new List<string>();
        foreach (var width in Reflow.Widths)
        {
            await using var context = await pages.ReaderAsync(new Reader(Width: width));
            var (page, _) = await SignInAsync(context);
            foreach (var (name, path, state) in States)
            {
                state(all!.Alliance);
                await page.GotoAsync(AddressOf(path));
                if (width < 640)
                    faults.AddRange(await Focus.FaultsAsync(page, name));
                faults.AddRange(await Reflow.FaultsAsync(page, width, name));
            }
        }
        Faults.AssertNone(faults);
    }

    /// <summary>From the first page: check in, then show one's code, and give another one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journey_FromTheFirstPage(bool runsScripts)
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 390, RunsScripts: runsScripts));
        var (page, watch) = await SignInAsync(context);
        await page.GotoAsync(AddressOf("/"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Check in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check in" }).ClickAsync();
        await page.GetByText("You have checked in today").WaitForAsync();
        await page.GetByText("Each pound counts: 280 coins").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Check in" }).CountAsync());

        await page.GotoAsync(AddressOf("/"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Invite others" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show my code" }).ClickAsync();
        await page.GetByText(FakeAlliance.ReferralCode).WaitForAsync();
        await page.GetByText("I was given a code").ClickAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync("0000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give this code" }).ClickAsync();
        await page.GetByText("Nobody has this code.").WaitForAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(FakeAlliance.ReferralCode);
        await page.GetByRole(AriaRole.Button, new() { Name = "Give this code" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "The code you gave" }).WaitForAsync();
        Faults.AssertNone(watch.Take());
    }

    public async ValueTask DisposeAsync() => await all!.DisposeAsync();

    private async Task<Seat> SignInAsync(IBrowserContext context)
    {
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        var seat = new Seat(page, await Watch.OverAsync(page));
        await page.GotoAsync(AddressOf("/signin?return=/me"));
        return seat;
    }

    private string AddressOf(string path) => all!.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path;
}
