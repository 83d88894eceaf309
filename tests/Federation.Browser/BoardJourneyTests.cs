using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A board on its way into force, by two people of the alliance, over purchases that were really
/// made.</summary>
[Collection(nameof(SampleAlliance))]
public sealed class BoardJourneyTests(SampleAlliance alliance)
{
    private const string Proven = "No sequence of conversions gains";

    /// <summary>It is drafted from the board in force, refused by the guard, mended, proposed, approved by another
    /// person and published; the next payment uses it.</summary>
    [Fact]
    public async Task Board_FromItsDraft_ToThePaymentThatUsesIt()
    {
        await using var adas = await alliance.BrowserAsync(new Reader());
        var ada = await StaffDoor.EnterAsync(alliance, adas, "alliance", "ada.rates", "USER_ROLE_ADMIN");
        await ada.GotoAsync(alliance.Wallet + "/console/boards");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Draft from the board in force" }).ClickAsync();
        await ada.WaitForURLAsync("**/edit");
        var board = ada.Url.Replace("/edit", "", StringComparison.Ordinal);
        var number = board[(board.LastIndexOf('/') + 1)..];

        // Dune's coins for Aster's at half their value: whoever goes round has more than before.
        await SetPairAsync(ada, board, off: "100", on: "50");
        await ada.GetByText("would come back as").WaitForAsync();
        var propose = ada.GetByRole(AriaRole.Button, new() { Name = "Propose", Exact = true });
        Assert.Equal("true", await propose.GetAttributeAsync("aria-disabled"));

        await SetPairAsync(ada, board, off: "", on: "");
        await ada.GotoAsync(board + "/edit");
        await ada.GetByLabel("Dune: On-value").FillAsync("90");
        await ada.GetByLabel("Dune: Off-value").FillAsync("84");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await ada.GetByText(Proven).WaitForAsync();
        await propose.ClickAsync();
        await ada.GetByText("You asked for it, so another person must approve it").WaitForAsync();

        await using var bens = await alliance.BrowserAsync(new Reader());
        var ben = await StaffDoor.EnterAsync(alliance, bens, "alliance", "ben.rates", "USER_ROLE_APPROVER");
        await ben.GotoAsync(board);
        await ben.GetByText(Proven).WaitForAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve it" }).ClickAsync();
        await ben.GetByText("Approved", new() { Exact = true }).First.WaitForAsync();
        Assert.Equal(0, await ben.GetByRole(AriaRole.Link, new() { Name = "Go on" }).CountAsync());

        var before = await PayAsync();
        await ada.GotoAsync(board);
        await ada.GetByRole(AriaRole.Link, new() { Name = "Go on" }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await ada.GetByText("Published", new() { Exact = true }).First.WaitForAsync();
        var after = await PayAsync();

        // 50 of Aster's at 90, less 1 %, are 55 of Dune's at 80, and 49 at 90.
        Assert.Equal(("55", "49"), (GivenBy(before), GivenBy(after)));
        Assert.NotEqual($"boards/{number}", BoardOf(before));
        Assert.Equal($"boards/{number}", BoardOf(after));
        await ada.GotoAsync(alliance.Wallet + "/console/boards");
        await ada.GetByText($"Board {number} is in force").WaitForAsync();
    }

    /// <summary>What the board would have meant, by day, with how far that is within a second.</summary>
    [Fact]
    public async Task WhatIf_OverTheReplayedPurchases_SaysWhoGains()
    {
        await using var context = await alliance.BrowserAsync(new Reader());
        var page = await StaffDoor.EnterAsync(alliance, context, "alliance", "cal.rates", "USER_ROLE_ADMIN");
        await page.GotoAsync(alliance.Wallet + "/console/boards/what-if");
        await page.GetByLabel("Days back").FillAsync("400");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reckon" }).ClickAsync();
        await page.GetByText("exchanges were reckoned on both boards").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Gain by brand, added up day by day" }).WaitForAsync();
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(Pages.Pictures, "what-if-sample.png"), FullPage = true });
    }

    private static async Task SetPairAsync(IPage page, string board, string off, string on)
    {
        await page.GotoAsync(board + "/pair?from=dune&to=aster");
        await page.Locator("#off").FillAsync(off);
        await page.Locator("#on").FillAsync(on);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
        await page.WaitForURLAsync("**/pair?from=dune&to=aster");
        await page.GotoAsync(board);
    }

    /// <summary>A payment of 50 of Aster's coins at Dune's till.</summary>
    private async Task<JsonNode> PayAsync() =>
        (await alliance.Api.PostAsync("dune", "/v1/exchanges:pay", new
        {
            merchant = await alliance.TillAsync("dune"),
            member = await alliance.MemberAtAsync("dune"),
            pay = new { coin = "coins/aster", units = "50" },
        }))["exchange"]!;

    private static string GivenBy(JsonNode exchange) => exchange["redeemed"]!["units"]!.GetValue<string>();

    private static string BoardOf(JsonNode exchange) => exchange["receipt"]!["board"]!.GetValue<string>();
}
