using System.Text.RegularExpressions;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>What a member and the brands' tills do to each other, over purchases that were really made.</summary>
[Collection(nameof(SampleAlliance))]
public sealed partial class SampleJourneyTests(SampleAlliance alliance)
{
    /// <summary>Two tills that take the same code at the same moment: the code is good once.</summary>
    [Fact]
    public async Task PayCode_AtTwoTillsAtOnce_PaysAtOne()
    {
        await using var context = await alliance.BrowserAsync();
        var page = await alliance.SignedInAsync(context, "aster", await alliance.MemberAtAsync("aster"));
        var before = await alliance.UnitsAsync("aster");
        await page.GotoAsync(alliance.Wallet + "/pay?coin=aster");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a new code" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "QR code of the pay code" }).WaitForAsync();
        var code = PayCode().Match(await page.InnerTextAsync("main")).Value.Replace(' ', '-');
        var tills = await Task.WhenAll(new[] { "cedar", "dune" }.Select(async brand =>
            await alliance.Api.ReasonAsync(brand, "/v1/exchanges:pay", new
            {
                merchant = await alliance.TillAsync(brand),
                pay_code = code,
                pay = new { coin = "coins/aster", units = "5" },
            })));
        Assert.Equal(["", "PAY_CODE_USED"], tills.Order(StringComparer.Ordinal));
        Assert.Equal(before - 5, await alliance.UnitsAsync("aster"));
        // The page hears that the code was used, and becomes the receipt.
        await page.WaitForURLAsync("**/receipts/**");
        await page.GotoAsync(alliance.Wallet + "/activity");
        await page.Locator("main").GetByText("5", new() { Exact = false }).First.WaitForAsync();
    }

    /// <summary>What is converted and undone comes back to the unit.</summary>
    [Fact]
    public async Task Conversion_IsMadeAndUndone()
    {
        await using var context = await alliance.BrowserAsync();
        var page = await SignedInAtBothAsync(context);
        var before = (await alliance.UnitsAsync("aster"), await alliance.UnitsAsync("cedar"));
        await page.GotoAsync(alliance.Wallet + "/convert?from=aster&to=cedar&amount=10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Convert" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the conversion" }).WaitForAsync();
        Assert.Equal(before.Item1 - 10, await alliance.UnitsAsync("aster"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the conversion" }).ClickAsync();
        await page.GetByText("The conversion is undone").WaitForAsync();
        Assert.Equal(before, (await alliance.UnitsAsync("aster"), await alliance.UnitsAsync("cedar")));
    }

    /// <summary>A till takes coins while the member allows it, and not a moment longer.</summary>
    [Fact]
    public async Task Consent_ThatIsEnded_IsRefusedAtTheTill()
    {
        await using var context = await alliance.BrowserAsync();
        var page = await alliance.SignedInAsync(context, "aster", await alliance.MemberAtAsync("aster"));
        Assert.Equal("", await TakeAsync());
        await page.GotoAsync(alliance.Wallet + "/me/consents");
        await page.GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();
        var allow = page.GetByRole(AriaRole.Button, new() { Name = "Allow" });
        await allow.WaitForAsync();
        Assert.Equal("CONSENT_MISSING", await TakeAsync());
        await allow.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End it" }).WaitForAsync();
        Assert.Equal("", await TakeAsync());

        async Task<string> TakeAsync() => await alliance.Api.ReasonAsync("cedar", "/v1/exchanges:pay", new
        {
            merchant = await alliance.TillAsync("cedar"),
            member = await alliance.MemberAtAsync("cedar"),
            pay = new { coin = "coins/aster", units = "3" },
        });
    }

    /// <summary>A form that one node made is posted to the other, since the first was killed; then posted
    /// again.</summary>
    [Fact]
    public async Task Conversion_WhoseNodeIsKilled_IsMadeOnceByTheOther()
    {
        Assert.SkipUnless(TestDatabase.Missing(DatabaseKind.Postgres) is null, "Nodes share a PostgreSQL.");
        await using var context = await alliance.BrowserAsync();
        await using var first = await alliance.NodeAsync();
        await using var second = await alliance.NodeAsync();
        var page = await SignedInAtBothAsync(context);
        alliance.Choose(first);
        await page.GotoAsync(alliance.Shared + "/signin?return=/convert?from=aster%26to=cedar%26amount=10");
        var convert = page.GetByRole(AriaRole.Button, new() { Name = "Convert" });
        await convert.WaitForAsync();
        var before = await alliance.UnitsAsync("aster");
        var form = await page.Locator("form", new() { Has = convert }).EvaluateAsync<string>("form => form.outerHTML");

        await first.KillAsync();
        alliance.Choose(second);
        await convert.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the conversion" }).WaitForAsync();
        var receipt = page.Url;
        Assert.StartsWith(alliance.Shared + "/receipts/", receipt, StringComparison.Ordinal);
        Assert.Equal(before - 10, await alliance.UnitsAsync("aster"));

        // The same form, as a browser that tries again sends it.
        await page.GotoAsync(alliance.Shared + "/me");
        await page.EvaluateAsync(
            "html => { document.body.innerHTML = html; document.forms[0].querySelector('button').click(); }", form);
        await page.WaitForURLAsync(receipt);
        Assert.Equal(before - 10, await alliance.UnitsAsync("aster"));
    }

    /// <summary>A browser in which the member has opened the links of both brands.</summary>
    private async Task<IPage> SignedInAtBothAsync(IBrowserContext context)
    {
        var page = await alliance.SignedInAsync(context, "aster", await alliance.MemberAtAsync("aster"));
        await page.CloseAsync();
        return await alliance.SignedInAsync(context, "cedar", await alliance.MemberAtAsync("cedar"));
    }

    [GeneratedRegex("[0-9A-Z]{4}( [0-9A-Z]{4}){3,}")]
    private static partial Regex PayCode();
}
