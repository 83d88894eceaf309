using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Stories of two templates in the pages, without scripts: a person makes the programme from the template and
/// sets up what it proposes, another one approves it, tills report orders, and members look at their wallets. The
/// figures are those of the same stories over RPCs, computed by hand.</summary>
public sealed class TemplateJourneyTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    private const string Shop = "partners/aster/merchants/till";
    private DateTimeOffset begin;
    private DateTimeOffset now;
    private int sent;

    [Fact]
    public async Task MemberCoins_InThePages_ComeToTheFiguresOfTheirStory()
    {
        await using var desk = await alliance.BrowserAsync(new Reader(RunsScripts: false));
        await using var phone = await alliance.BrowserAsync(runsScripts: false);
        var portal = await BeginAsync(desk, "coins", "Member coins", proposals: 3);
        await portal.GotoAsync(alliance.Wallet + "/portal/rewards/charity");
        await PressAsync(portal, "Activate it");
        await portal.GetByText("Pause it").First.WaitForAsync();
        var ann = await MemberAsync();
        var wallet = await alliance.SignedInAsync(phone, "aster", ann);

        await BuyAsync("coins", ann, MemberCoinsFigures.LargeOrder);
        await ReportAsync(
            "coins", ann, "EVENT_KIND_SHARE_VISIT", e => (e["object"], e["channel"]) = ("tea", "moments"));
        await AssertCoinsAsync(portal, wallet, ann, MemberCoinsFigures.AfterShare, MemberCoinsFigures.Share);

        await UntilAsync(MemberCoinsFigures.LaterDay);
        await BuyAsync("coins", ann, MemberCoinsFigures.LaterOrder);
        await wallet.GotoAsync(alliance.Wallet + "/rewards");
        await wallet.GetByRole(AriaRole.Link, new() { Name = "A gift for charity" }).ClickAsync();
        await PressAsync(wallet, "Give the coins");
        await wallet.WaitForURLAsync("**/redemptions/**");
        await AssertCoinsAsync(
            portal, wallet, ann, MemberCoinsFigures.AfterDonation, MemberCoinsFigures.AvailableAfterDonation);
    }

    [Fact]
    public async Task FourTiers_InThePages_ComeToTheFiguresOfTheirStory()
    {
        await using var desk = await alliance.BrowserAsync(new Reader(RunsScripts: false));
        await using var phone = await alliance.BrowserAsync(runsScripts: false);
        var portal = await BeginAsync(desk, "tiers", "Four levels", proposals: 0);
        var ann = await MemberAsync();
        await alliance.Api.PostAsync("aster", $"/v1/{ann}/profile", new { birthday = new { month = 4, day = 20 } });
        var wallet = await alliance.SignedInAsync(phone, "aster", ann);

        var first = await BuyAsync("tiers", ann, FourTiersFigures.FirstOrder);
        var second = await BuyAsync("tiers", ann, FourTiersFigures.SecondOrder);
        await AssertCoinsAsync(portal, wallet, ann, FourTiersFigures.AfterOrders, 0);

        await wallet.GotoAsync(alliance.Wallet + "/checkin");
        await PressAsync(wallet, "Check in");
        await wallet.GetByText("You have checked in today").WaitForAsync();
        await ReportAsync("tiers", ann, "EVENT_KIND_REVIEW", e => e["reviewed"] = new JsonObject
        {
            ["order"] = first,
            ["line"] = 1,
        });
        await alliance.Api.PostOrderAsync("aster", $"/v1/{second}:return", new { return_id = "r1", all = true });
        await AssertCoinsAsync(
            portal, wallet, ann, FourTiersFigures.AfterReturn, FourTiersFigures.AvailableAfterReturn);

        await UntilAsync(FourTiersFigures.LaterDay);
        await BuyAsync("tiers", ann, FourTiersFigures.BirthdayOrder);
        await BuyAsync("tiers", ann, FourTiersFigures.BirthdayOrder);
        await AssertCoinsAsync(
            portal, wallet, ann, FourTiersFigures.AfterBirthday, FourTiersFigures.AvailableAfterBirthday);
        await wallet.GotoAsync(alliance.Wallet + "/tiers");
        await wallet.GetByText("Silver").First.WaitForAsync();
    }

    /// <summary>On a 1 March at noon in Shanghai, one person makes the programme from the template, does what it
    /// proposes and proposes the rules; another one approves and publishes them.</summary>
    private async Task<IPage> BeginAsync(IBrowserContext desk, string program, string template, int proposals)
    {
        await NextMarchAsync();
        var shops = await alliance.Api.GetAsync("aster", "/v1/partners/aster/merchants");
        if (shops["merchants"] is not JsonArray { Count: > 0 })
            await alliance.Api.PostAsync(
                "aster", "/v1/partners/aster/merchants",
                new { merchant_id = "till", coin = "coins/aster", display_name = "Till" });
        var page = await EnterAsync(desk, "mia." + program);
        await page.GotoAsync(alliance.Wallet + "/portal/rules");
        await page.Locator("#id").FillAsync(program);
        await page.Locator("#en").FillAsync("The club");
        await PressAsync(page, "Make it");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin with a template" }).ClickAsync();
        await page.GetByText(template, new() { Exact = true }).ClickAsync();
        await page.Locator("#zone").FillAsync("Asia/Shanghai");
        await PressAsync(page, "Make the draft");
        await page.GetByText("The draft is made").WaitForAsync();
        for (var done = 0; done < proposals; done++)
        {
            await PressAsync(page, "Do this as proposed");
            await page.Locator("section .tag.good").Nth(done).WaitForAsync();
        }
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Do this as proposed" }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at the draft" }).ClickAsync();
        await PressAsync(page, "Propose it");
        await page.GetByText("Waits for approval").WaitForAsync();

        await using var hers = await alliance.BrowserAsync(new Reader(RunsScripts: false));
        var other = await EnterAsync(hers, "zoe." + program);
        await other.GotoAsync($"{alliance.Wallet}/portal/rules/{program}/1");
        await other.Locator("#reason").FillAsync("As the template says.");
        await PressAsync(other, "Approve");
        await PressAsync(other, "Publish");
        await other.Locator(".tag.good").WaitForAsync();
        return page;
    }

    private Task<IPage> EnterAsync(IBrowserContext context, string person) =>
        StaffDoor.EnterAsync(alliance, context, "aster", person, "USER_ROLE_ADMIN");

    /// <summary>What a member has, as the portal's page says it, and what it can spend, as its wallet does.</summary>
    private async Task AssertCoinsAsync(IPage portal, IPage wallet, string member, long balance, long available)
    {
        await portal.GotoAsync($"{alliance.Wallet}/portal/{member}");
        Assert.Equal(
            (Text(balance), Text(available)),
            (await FigureAsync(portal, "Balance"), await FigureAsync(portal, "Can be spent")));
        await wallet.GotoAsync(alliance.Wallet + "/");
        var rows = wallet.Locator("a.coin-row[href='/coins/aster'] .end");
        if (available > 0 || await rows.CountAsync() > 0)
            Assert.StartsWith(Text(available), await rows.InnerTextAsync(), StringComparison.Ordinal);
    }

    private static Task<string> FigureAsync(IPage portal, string label) =>
        portal.Locator($"dl.cells div:has(> dt:text-is('{label}')) dd").First.InnerTextAsync();

    private static string Text(long coins) => coins.ToString("N0", CultureInfo.InvariantCulture);

    private async Task<string> MemberAsync() => (await alliance.Api.PostAsync(
        "aster", "/v1/members", new { external_id = Guid.NewGuid().ToString("N") }))["member"]!["name"]!
        .GetValue<string>();

    /// <summary>An order of one piece, as a till reports it; its name.</summary>
    private async Task<string> BuyAsync(string program, string member, int money)
    {
        var placed = await alliance.Api.PostOrderAsync("aster", $"/v1/partners/aster/programs/{program}/orders", new
        {
            order = new
            {
                source = "shop",
                event_id = $"{++sent}",
                member,
                merchant = Shop,
                order_time = now.ToString("O", CultureInfo.InvariantCulture),
                lines = new[] { new { number = 1, sku = "goods", quantity = 1, list_minor_units = $"{money}00" } },
            },
            state = "ORDER_STATE_COMPLETED",
        });
        return placed["orderName"]!.GetValue<string>();
    }

    private async Task ReportAsync(string program, string member, string kind, Action<JsonObject> more)
    {
        var happened = new JsonObject
        {
            ["source"] = "app",
            ["event_id"] = $"{++sent}",
            ["member"] = member,
            ["type"] = new JsonObject { ["kind"] = kind },
            ["event_time"] = now.ToString("O", CultureInfo.InvariantCulture),
        };
        more(happened);
        await alliance.Api.PostOrderAsync(
            "aster", $"/v1/partners/aster/programs/{program}/events", new JsonObject { ["event"] = happened });
    }

    private async Task NextMarchAsync()
    {
        var clock = await alliance.Api.GetAsync("aster", "/v1/clock");
        var today = DateTimeOffset.Parse(
            clock["clock"]!["now"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        begin = new DateTimeOffset(today.Year, 3, 1, 4, 0, 0, TimeSpan.Zero);
        if (begin <= today)
            begin = begin.AddYears(1);
        await UntilAsync(0);
    }

    /// <summary>Passes time until noon of a day; the first day is 0.</summary>
    private async Task UntilAsync(int day)
    {
        now = begin.AddDays(day);
        await alliance.Api.PostAsync(
            "admin", "/v1/clock:advance", new { now = now.ToString("O", CultureInfo.InvariantCulture) });
    }

    private static Task PressAsync(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();
}
