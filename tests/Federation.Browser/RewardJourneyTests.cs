using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A member gets rewards for its coins, over the real modules and without scripts.</summary>
public sealed class RewardJourneyTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    private const string Rewards = "/v1/partners/aster/rewards";

    [Fact]
    public async Task Member_RedeemsACup_AndACode()
    {
        await OfferAsync("cup", new
        {
            title = new { en = "A cup" },
            kind = "REWARD_KIND_GOODS",
            coin = "coins/aster",
            price_units = 300,
        });
        await OfferAsync("game", new
        {
            title = new { en = "A game" },
            kind = "REWARD_KIND_CODE",
            coin = "coins/aster",
            price_units = 50,
            limited_stock = true,
            fulfilment = "REWARD_FULFILMENT_AT_ONCE",
        });
        await alliance.Api.PostAsync("aster", Rewards + "/game:addCodes", new { codes = new[] { "GAME-7-ABCD" } });
        var member = await alliance.MemberAsync("aster", 400);
        await using var context = await alliance.BrowserAsync(runsScripts: false);
        var page = await alliance.SignedInAsync(context, "aster", member);

        await page.GetByRole(AriaRole.Link, new() { Name = "Rewards" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "A cup" }).ClickAsync();
        // What is left stands before the button.
        await page.GetByText("100\u00A0ASTER").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Redeem it" }).ClickAsync();
        await page.GetByText("Waits for the brand").WaitForAsync();
        Assert.Equal("100", await BalanceAsync(member));

        await alliance.Api.PostAsync(
            "aster", "/v1/partners/aster/redemptions/" + page.Url.Split('/')[^1] + ":fulfil",
            new { reference = "parcel-7" });
        await page.ReloadAsync();
        await page.GetByText("parcel-7").WaitForAsync();
        await page.GetByText("You have it").WaitForAsync();

        // Another cup costs more than there is: the page says so, and has no button.
        await page.GotoAsync(alliance.Wallet + "/rewards/aster/cup");
        await page.GetByText("You need 200\u00A0ASTER more.").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Redeem it" }).CountAsync());

        await page.GotoAsync(alliance.Wallet + "/rewards?show=now");
        await page.GetByRole(AriaRole.Link, new() { Name = "A game" }).ClickAsync();
        await page.GetByText("1 is left.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Redeem it" }).ClickAsync();
        await page.GetByText("GAME-7-ABCD").WaitForAsync();
        Assert.Equal("50", await BalanceAsync(member));

        await page.GotoAsync(alliance.Wallet + "/redemptions");
        await page.GetByRole(AriaRole.Link, new() { Name = "A game" }).WaitForAsync();
        Assert.Equal(0, await page.GetByText("GAME-7-ABCD").CountAsync());
    }

    private async Task OfferAsync(string id, object terms)
    {
        await alliance.Api.PostAsync("aster", Rewards, new { reward_id = id, terms });
        await alliance.Api.PostAsync("aster", $"{Rewards}/{id}:setState", new { state = "REWARD_STATE_ACTIVE" });
    }

    private async Task<string> BalanceAsync(string member) =>
        (await alliance.Api.GetAsync("aster", $"/v1/{member}/wallets/aster"))["wallet"]!["balanceUnits"]!
        .GetValue<string>();
}
