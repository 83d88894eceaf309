using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>People of a brand in the portal, over the real modules.</summary>
public sealed class PortalJourneyTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    [Fact]
    public async Task Credit_AskedByOne_IsApprovedByAnother()
    {
        var member = await alliance.MemberAsync("aster", 100);
        await using var first = await alliance.BrowserAsync();
        var asks = await SignedInAsync(first);
        await asks.GotoAsync(alliance.Wallet + "/portal/" + member);
        await asks.GetByRole(AriaRole.Link, new() { Name = "Propose goodwill" }).ClickAsync();
        await asks.GetByText("You may propose 500").WaitForAsync();
        await asks.GetByLabel("How many").FillAsync("501");
        await asks.GetByLabel("Why, for whoever approves").FillAsync("The parcel came late.");
        await asks.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await asks.GetByText("ADJUSTMENT_LIMIT_EXCEEDED").WaitForAsync();
        await asks.GetByLabel("How many").FillAsync("25");
        await asks.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await asks.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }).WaitForAsync();
        Assert.Equal(0, await asks.GetByRole(AriaRole.Button, new() { Name = "Approve and book it" }).CountAsync());
        Assert.Equal("100", await BalanceAsync(member));

        await using var second = await alliance.BrowserAsync(runsScripts: true);
        var approves = await SignedInAsync(second);
        await approves.GotoAsync(alliance.Wallet + "/portal/desk");
        await approves.GetByRole(AriaRole.Link, new() { Name = "+25" }).ClickAsync();
        await approves.GetByText("The parcel came late.").WaitForAsync();
        await approves.GetByRole(AriaRole.Button, new() { Name = "Approve and book it" }).ClickAsync();
        await approves.GetByRole(AriaRole.Link, new() { Name = "Its journal" }).ClickAsync();
        await approves.GetByText("Given or taken by hand").First.WaitForAsync();
        await approves.GetByText("Proposed by").WaitForAsync();
        Assert.Equal("125", await BalanceAsync(member));
        await approves.GotoAsync(alliance.Wallet + "/portal/journals?kind=Adjust");
        await approves.GetByText("+25").First.WaitForAsync();
    }

    /// <summary>Both secrets are good until the old credential is revoked, and then one is.</summary>
    [Fact]
    public async Task Credential_Replaced_IsGoodBesideItsSuccessor()
    {
        await using var context = await alliance.BrowserAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(alliance.Wallet + "/portal/credentials");
        await page.GetByLabel("What it is for").FillAsync("Till of the shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it and show the secret" }).ClickAsync();
        var old = await ShownAsync(page);
        await page.GotoAsync(alliance.Wallet + "/portal/credentials/" + old.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make its successor" }).ClickAsync();
        var next = await ShownAsync(page);
        Assert.NotEqual(old, next);
        Assert.NotEqual("", await TokenAsync(old));
        Assert.NotEqual("", await TokenAsync(next));

        await page.GotoAsync(alliance.Wallet + "/portal/credentials/" + old.Id);
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on to revoke it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke it for good" }).ClickAsync();
        await page.GetByText("Revoked").First.WaitForAsync();
        Assert.Equal("", await TokenAsync(old));
        Assert.NotEqual("", await TokenAsync(next));
    }

    /// <summary>A reward is made, activated and filled; a member redeems it, and it is handed over.</summary>
    [Fact]
    public async Task Reward_IsMade_Redeemed_AndHandedOver()
    {
        var member = await alliance.MemberAsync("aster", 500);
        await using var context = await alliance.BrowserAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(alliance.Wallet + "/portal/rewards");
        await page.GetByRole(AriaRole.Link, new() { Name = "New reward" }).ClickAsync();
        await page.GetByLabel("Id", new() { Exact = true }).FillAsync("teapot");
        await page.GetByLabel("Title in English").FillAsync("A teapot");
        await page.GetByLabel("Price").FillAsync("300");
        await page.GetByLabel("There are only so many").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a draft" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Activate it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause it" }).WaitForAsync();
        await page.GetByLabel("How many came").FillAsync("5");
        await page.GetByLabel("Why").FillAsync("delivery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the stock" }).ClickAsync();
        await page.Locator("dd", new() { HasText = "5" }).First.WaitForAsync();

        await alliance.Api.PostAsync("aster", "/v1/partners/aster/rewards/teapot:redeem", new { member });
        Assert.Equal("200", await BalanceAsync(member));
        await page.GotoAsync(alliance.Wallet + "/portal/redemptions?reward=teapot");
        await page.GetByRole(AriaRole.Link, new() { Name = "A teapot" }).ClickAsync();
        await page.GetByLabel("Your reference").FillAsync("parcel-9");
        await page.GetByRole(AriaRole.Button, new() { Name = "It is handed over" }).ClickAsync();
        await page.GetByText("parcel-9").WaitForAsync();

        await page.GotoAsync(alliance.Wallet + "/portal/rewards");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "A teapot" });
        // The sandbox's clock stands still, and a report has nothing of its last instant: how often is not asked here.
        Assert.Equal(["300\u00A0ASTER", "4"], (await row.Locator("td.num").AllInnerTextsAsync()).Take(2));
    }

    /// <summary>A new admin of the brand, with a passkey, at the portal.</summary>
    private async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await SignInJourneyTests.AddAuthenticatorAsync(context, page);
        await page.GotoAsync(await alliance.InvitationAsync("aster", "p" + Guid.NewGuid().ToString("N")[..12]));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await page.GetByText("Made on").WaitForAsync();
        return page;
    }

    private static async Task<(string Id, string Secret)> ShownAsync(IPage page)
    {
        var secret = await page.Locator("code#secret").InnerTextAsync();
        var label = await page.Locator("#secret-label").InnerTextAsync();
        return (label["The secret of ".Length..].Trim(), secret);
    }

    /// <summary>An access token; empty where the client is refused.</summary>
    private async Task<string> TokenAsync((string Id, string Secret) credential)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(
            new Uri(alliance.SignIn + "/connect/token"),
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = credential.Id,
                ["client_secret"] = credential.Secret,
            }), TestContext.Current.CancellationToken);
        var read = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return read?["access_token"]?.GetValue<string>() ?? "";
    }

    private async Task<string> BalanceAsync(string member) =>
        (await alliance.Api.GetAsync("aster", $"/v1/{member}/wallets/aster"))["wallet"]!["balanceUnits"]!
        .GetValue<string>();
}
