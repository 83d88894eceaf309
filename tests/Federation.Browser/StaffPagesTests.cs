using Microsoft.Playwright;
using OtpNet;

namespace Federation.Browser;

/// <summary>Staff at its sign-in pages: with a password and an app, and with a passkey.</summary>
public sealed class StaffPagesTests(WholeAlliance alliance) : IClassFixture<WholeAlliance>
{
    private const string Password = "three grey geese 7";
    private const string NewKey = "code.mono";

    public static TheoryData<Reader> Readers =>
    [
        new Reader("en", IsDark: false, Width: 390), new Reader("en", IsDark: true, Width: 1280),
        new Reader("zh-CN", IsDark: true, Width: 390), new Reader("zh-CN", IsDark: false, Width: 1280),
    ];

    /// <summary>Every page that staff sees on the way, as it is and with what is wrong with its form.</summary>
    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Pages_OfStaff_CanBeUsedByAll(Reader reader)
    {
        await using var context = await alliance.BrowserAsync(reader);
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        var seat = new Seat(page, await Watch.OverAsync(page));
        var faults = new List<string>();
        var person = "ann." + Guid.NewGuid().ToString("N")[..12];
        async Task LookAsync(string name) => faults.AddRange(await Looks.AtAsync(seat, reader, "staff-" + name));

        await page.GotoAsync(await alliance.InvitationAsync("aster", person));
        await LookAsync("invitation");
        await page.Locator("a.button[href$='/password']").ClickAsync();
        await LookAsync("set-up");
        await page.Locator("#password").FillAsync("password12345");
        await page.Locator("#code").FillAsync("000000");
        await SendAsync(page);
        await LookAsync("set-up-refused");
        await SetUpAsync(page);
        await LookAsync("recovery-codes");
        var recovery = await page.Locator("ol.secret code").First.InnerTextAsync();
        await page.GotoAsync(alliance.SignIn + "/signin/security");
        await LookAsync("security");
        foreach (var path in new[] { "password", "app" })
        {
            await page.GotoAsync($"{alliance.SignIn}/signin/security/{path}");
            await LookAsync(path);
        }
        await page.GotoAsync(alliance.SignIn + "/signin/confirm");
        await LookAsync("confirm");

        await context.ClearCookiesAsync();
        await page.GotoAsync(alliance.SignIn + "/signin/staff");
        await LookAsync("sign-in");
        await TypeAsync(page, person, "not the password");
        await LookAsync("sign-in-refused");
        await TypeAsync(page, person, Password);
        await LookAsync("second-step");
        await page.Locator("a[href*='/recovery']").ClickAsync();
        await LookAsync("recovery");
        await page.Locator("#code").FillAsync(recovery);
        await SendAsync(page);
        await page.GetByText("Ann Lee").First.WaitForAsync();
        Faults.AssertNone(faults);
    }

    [Fact]
    public async Task Staff_WithoutScripts_SetsUpAPasswordAndAnApp_AndSignsIn()
    {
        await using var context = await alliance.BrowserAsync(runsScripts: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(await alliance.InvitationAsync("aster", "bob.plain"));
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).CountAsync());
        await page.Locator("a.button[href$='/password']").ClickAsync();
        var app = await SetUpAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await page.GetByText("bob.plain").First.WaitForAsync();

        await context.ClearCookiesAsync();
        await page.GotoAsync(alliance.SignIn + "/signin/staff");
        await TypeAsync(page, "bob.plain", Password);
        // The code of the set-up was used: the app's clock may be a step ahead.
        await page.Locator("#code").FillAsync(app.ComputeTotp(DateTime.UtcNow.AddSeconds(30)));
        await SendAsync(page);
        await page.GetByText("bob.plain").First.WaitForAsync();
    }

    [Fact]
    public async Task Staff_SetsUpAPasskey_SignsInWithIt_AndConfirmsWithIt()
    {
        await using var context = await alliance.BrowserAsync();
        var page = await context.NewPageAsync();
        await SignInJourneyTests.AddAuthenticatorAsync(context, page);
        await page.GotoAsync(await alliance.InvitationAsync("aster", "cal.key"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await page.GetByText("Made on").WaitForAsync();
        await context.ClearCookiesAsync();
        await page.GotoAsync(alliance.SignIn + "/signin/staff");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByText("cal.key").First.WaitForAsync();

        var before = await CookieAsync(context);
        await page.GotoAsync(alliance.SignIn + "/signin/confirm");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.GetByText("cal.key").First.WaitForAsync();
        Assert.NotEqual(before, await CookieAsync(context));
    }

    private static async Task<string> CookieAsync(IBrowserContext context) =>
        (await context.CookiesAsync()).Single(c => c.Name == "federation-sign-in").Value;

    private static async Task TypeAsync(IPage page, string person, string password)
    {
        await page.Locator("#brand").FillAsync("aster");
        await page.Locator("#person").FillAsync(person);
        await page.Locator("#password").FillAsync(password);
        await SendAsync(page);
    }

    /// <summary>The form in which something was typed; the other one is a passkey's.</summary>
    private static Task SendAsync(IPage page) => page.Locator("form:not([data-passkey]) button").ClickAsync();

    /// <summary>Sets up a password and an app, whose key the page shows.</summary>
    internal static async Task<Totp> SetUpAsync(IPage page)
    {
        var key = (await page.Locator(NewKey).InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        var app = new Totp(Base32Encoding.ToBytes(key));
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#code").FillAsync(app.ComputeTotp());
        await SendAsync(page);
        await page.Locator("ol.secret").WaitForAsync();
        return app;
    }
}
