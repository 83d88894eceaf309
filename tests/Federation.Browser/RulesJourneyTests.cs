using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A marketing person's first programme: from a template to the first order, over purchases that were really
/// made; without scripts, as with them.</summary>
[Collection(nameof(SampleAlliance))]
public sealed class RulesJourneyTests(SampleAlliance alliance)
{
    private const int Orders = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Programme_FromATemplate_IsChangedSimulatedApprovedAndPublished_AndTheNextOrderShowsIt(
        bool runsScripts)
    {
        var program = "club-" + (runsScripts ? "a" : "b");
        var reader = new Reader(RunsScripts: runsScripts);
        await using var mine = await alliance.BrowserAsync(reader);
        var page = await EnterAsync(mine, "mia." + program);

        await page.GotoAsync(alliance.Wallet + "/portal/rules");
        await page.Locator("#id").FillAsync(program);
        await page.Locator("#en").FillAsync("The club");
        await PressAsync(page, "Make it");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin with a template" }).ClickAsync();
        await page.GetByText("Member coins", new() { Exact = true }).ClickAsync();
        await PressAsync(page, "Make the draft");

        await ProposeAsync(page, program, 1);
        await using var hers = await alliance.BrowserAsync(reader);
        var other = await EnterAsync(hers, "zoe." + program);
        await PublishAsync(other, program, 1);
        var given = 0L;
        foreach (var (number, pounds) in SampleAlliance.AmountsAt("aster").Take(Orders).Index())
            given += CoinsOf(await PlaceAsync(program, $"real-{number}", pounds));
        Assert.True(given > 0);

        await page.GotoAsync($"{alliance.Wallet}/portal/rules/{program}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin with a template" }).ClickAsync();
        await page.GetByText("Member coins", new() { Exact = true }).ClickAsync();
        await PressAsync(page, "Make the draft");
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at the draft" }).ClickAsync();
        await ChangeAsync(page);
        await page.GotoAsync($"{alliance.Wallet}/portal/rules/{program}/2");
        await page.GetByRole(AriaRole.Link, new() { Name = "Simulate a period" }).ClickAsync();
        await PressAsync(page, "Simulate");
        await page.GetByText($"{Orders} orders of 1 members").WaitForAsync();
        await page.GetByText($"and not {given:N0}\u00A0ASTER.").WaitForAsync();

        await ProposeAsync(page, program, 2);
        await PublishAsync(other, program, 2);
        Assert.Equal(30, CoinsOf(await PlaceAsync(program, "next", 10)));
        await page.GotoAsync($"{alliance.Wallet}/portal/rules/{program}/2/try");
        var member = await alliance.MemberAtAsync("aster");
        foreach (var (field, value) in new[]
            { ("sku1", "tea"), ("quantity1", "1"), ("price1", "10"), ("member", member) })
            await page.Locator("#" + field).FillAsync(value);
        await PressAsync(page, "Work it out");
        await page.GetByText("30 coins: 3 for each").WaitForAsync();
    }

    private Task<IPage> EnterAsync(IBrowserContext context, string person) =>
        StaffDoor.EnterAsync(alliance, context, "aster", person, "USER_ROLE_ADMIN", "aster-admin");

    /// <summary>Three coins a pound instead of one, and no double week.</summary>
    private static async Task ChangeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Change the rules" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change base" }).ClickAsync();
        await page.Locator("#units").FillAsync("3");
        await page.Locator("form:has(#units) button").ClickAsync();
        await PressAsync(page, "Remove double");
        await page.GetByText("3 ASTER for each £1.00 that is paid.").WaitForAsync();
    }

    private async Task ProposeAsync(IPage page, string program, int number)
    {
        await page.GotoAsync($"{alliance.Wallet}/portal/rules/{program}/{number}");
        await PressAsync(page, "Propose it");
        await page.GetByText("Waits for approval").WaitForAsync();
        // Not one's own.
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).CountAsync());
    }

    private async Task PublishAsync(IPage page, string program, int number)
    {
        await page.GotoAsync($"{alliance.Wallet}/portal/rules/{program}/{number}");
        await page.Locator("#reason").FillAsync("The club opens.");
        await PressAsync(page, "Approve");
        await PressAsync(page, "Publish");
        await page.Locator(".tag.good").WaitForAsync();
    }

    private async Task<JsonNode> PlaceAsync(string program, string number, decimal pounds)
    {
        var clock = await alliance.Api.GetAsync("aster", "/v1/clock");
        return await alliance.Api.PostOrderAsync("aster", $"/v1/partners/aster/programs/{program}/orders", new
        {
            order = new
            {
                source = "shop-" + program,
                event_id = number,
                member = await alliance.MemberAtAsync("aster"),
                merchant = await alliance.TillAsync("aster"),
                order_time = clock["clock"]!["now"]!.GetValue<string>(),
                lines = new[]
                {
                    new { number = 1, sku = "goods", quantity = 1, list_minor_units = $"{pounds * 100:0}" },
                },
            },
        });
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    private static long CoinsOf(JsonNode placed) =>
        placed["evaluation"]?["coins"]?.AsArray().Sum(c => long.Parse(
            c!["units"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)) ?? 0;
}
