using Microsoft.Playwright;
using OtpNet;
using Cookie = System.Net.Cookie;

namespace Federation.Bench;

/// <summary>Somebody who works for a brand or for the alliance, and has signed in.</summary>
/// <param name="State">What their browser keeps, as Playwright takes it.</param>
/// <param name="Cookies">The cookies of it.</param>
internal sealed record StaffVisit(string State, IReadOnlyList<Cookie> Cookies)
{
    private const string Password = "bench long enough words";

    /// <summary>Takes an invitation with a password and an app, and signs in.</summary>
    public static async Task<StaffVisit> SignUpAsync(IBrowser browser, Uri site, Uri invitation)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(invitation.ToString());
        await page.Locator("a.button[href$='/password']").ClickAsync();
        var key = await page.Locator("code.mono").InnerTextAsync();
        var app = new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal)));
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#code").FillAsync(app.ComputeTotp());
        await page.Locator("form:not([data-passkey]) button").ClickAsync();
        await page.Locator("ol.secret").WaitForAsync();
        await page.GotoAsync(new Uri(site, "/signin?return=/").ToString());
        return new StaffVisit(
            await context.StorageStateAsync(),
            [.. (await context.CookiesAsync()).Select(c => new Cookie(c.Name, c.Value, c.Path, c.Domain))]);
    }
}
