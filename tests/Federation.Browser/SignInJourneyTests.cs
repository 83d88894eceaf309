using System.Text.Json;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A member at an alliance that runs whole: issuer, gateway, modules and pages.</summary>
public sealed class SignInJourneyTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    [Fact]
    public async Task Member_SignsInByLink_ThenByPasskey_ThenByCode_AndEndsASession()
    {
        var member = await alliance.MemberAsync("aster", 250);
        await using var context = await alliance.BrowserAsync();
        var page = await context.NewPageAsync();
        var watch = await Watch.OverAsync(page);

        // By the brand's link, which a button uses.
        await page.GotoAsync(await alliance.LinkAsync("aster", member));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("250").First.WaitForAsync();
        Assert.StartsWith(alliance.Wallet, page.Url, StringComparison.Ordinal);

        // A passkey is made, and opens the wallet when nothing else is left of the session.
        await AddAuthenticatorAsync(context, page);
        await page.GotoAsync(alliance.SignIn + "/signin/security");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await page.GetByText("Made on").WaitForAsync();
        await context.ClearCookiesAsync();
        await page.GotoAsync(alliance.Wallet + "/signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByText("250").First.WaitForAsync();

        // An address is added; a code to it opens the wallet in a browser without scripts.
        await page.GotoAsync(alliance.SignIn + "/signin/security");
        await page.GetByLabel("E-mail address or mobile number").FillAsync("ann@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a one-time code" }).ClickAsync();
        await page.GetByLabel("Six digits").FillAsync(await alliance.CodeAsync("ann@example.org"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByText("ann@example.org").WaitForAsync();
        Faults.AssertNone(watch.Take());

        await using var other = await alliance.BrowserAsync(runsScripts: false);
        var plain = await other.NewPageAsync();
        await plain.GotoAsync(alliance.Wallet + "/signin");
        await plain.GetByLabel("E-mail address or mobile number").FillAsync("ann@example.org");
        await plain.GetByRole(AriaRole.Button, new() { Name = "Send a one-time code" }).ClickAsync();
        await plain.GetByLabel("Six digits").FillAsync(await alliance.CodeAsync("ann@example.org"));
        await plain.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await plain.GetByText("250").First.WaitForAsync();

        // It ends the sessions of the other browser, which is out at once.
        await plain.GotoAsync(alliance.SignIn + "/signin/security");
        var others = plain.Locator("li", new() { HasText = "HeadlessChrome" })
            .GetByRole(AriaRole.Button, new() { Name = "Sign out" });
        for (var left = await others.CountAsync(); left > 0; left--)
        {
            await others.First.ClickAsync();
            await Assertions.Expect(others).ToHaveCountAsync(left - 1);
        }
        await AssertOutAsync(page);
        await plain.GotoAsync(alliance.Wallet);
        await plain.GetByText("250").First.WaitForAsync();
    }

    /// <summary>The ways in, for readers of both languages, in both themes, on a phone and on a desk.</summary>
    [Fact]
    public async Task Pages_ForEveryReader_HaveNoFault()
    {
        var member = await alliance.MemberAsync("aster", 250);
        var faults = new List<string>();
        foreach (var reader in Reader.All)
        {
            await using var context = await alliance.BrowserAsync(reader);
            await Axe.AddAsync(context);
            var page = await context.NewPageAsync();
            var seat = new Seat(page, await Watch.OverAsync(page));
            async Task LookAsync(string name) => faults.AddRange(await Looks.AtAsync(seat, reader, "signin-" + name));
            await page.GotoAsync(alliance.Wallet + "/signin");
            await LookAsync("start");
            await page.Locator("input[type=text], input[type=email], input:not([type])").First
                .FillAsync($"{Guid.NewGuid():N}@example.org");
            await page.Locator("form:has(input:visible) button").First.ClickAsync();
            await page.Locator("h1").WaitForAsync();
            await LookAsync("code");
            await page.GotoAsync(await alliance.LinkAsync("aster", member));
            await LookAsync("link");
            await page.Locator("form[method=post] button").First.ClickAsync();
            await page.GetByText("250").First.WaitForAsync();
            await page.GotoAsync(alliance.SignIn + "/signin/security");
            await LookAsync("security");
        }
        Faults.AssertNone(faults);
    }

    /// <summary>The wallet over the real modules: every page comes, and a code that is withdrawn in one window is gone
    /// from the other by itself.</summary>
    [Fact]
    public async Task Wallet_IsThere_AndAPayCodeIsWatched()
    {
        var member = await alliance.MemberAsync("aster", 250);
        await using var context = await alliance.BrowserAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(await alliance.LinkAsync("aster", member));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("250").First.WaitForAsync();
        foreach (var path in new[]
        {
            "/", "/worth", "/pay/plan", "/pay/plan?shop=aster&amount=1", "/tiers", "/coupons", "/refunds", "/me/brands",
            "/me/brands/aster/unlink", "/activity", "/coins/aster", "/me/consents",
        })
        {
            var answer = await page.GotoAsync(alliance.Wallet + path);
            Assert.True(answer!.Status == 200, $"{path}: {answer.Status}");
        }
        await page.GotoAsync(alliance.Wallet + "/activity");
        await page.GetByRole(AriaRole.Link, new() { Name = "Earned" }).ClickAsync();
        await page.GetByText("+250").WaitForAsync();

        await page.GotoAsync(alliance.Wallet + "/pay");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a new code" }).ClickAsync();
        await page.Locator(".spoken").WaitForAsync();
        var other = await context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.GetByRole(AriaRole.Button, new() { Name = "Withdraw this code" }).ClickAsync();
        await other.GetByText("This code is withdrawn").WaitForAsync();
        await page.GetByText("This code is withdrawn").WaitForAsync();
    }

    private async Task AssertOutAsync(IPage page)
    {
        // The directory tells every process within about a second; a slow machine may take longer.
        for (var tries = 0; tries < 100; tries++)
        {
            await page.GotoAsync(alliance.Wallet);
            if (await page.GetByText("250").CountAsync() == 0)
                return;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
        Assert.Fail("The ended session still opens the wallet.");
    }

    /// <summary>A phone that unlocks by itself.</summary>
    internal static async Task AddAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = JsonSerializer.SerializeToElement(new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            }),
        });
    }
}
