using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>Takes the pictures of docs/web.md and of the READMEs, of a member whose purchases were really made:
/// docs/take-pictures.sh puts them there.</summary>
[Collection(nameof(SampleAlliance))]
public sealed class GuideTests(SampleAlliance alliance)
{
    private static readonly Reader Phone = new(Width: 390);

    [Fact]
    public async Task Pictures_ForTheGuide_AreTaken()
    {
        await using var phone = await SignedInAsync(Phone);
        await TakeAsync(phone, "wallet", "/");
        await TakeAsync(phone, "coin", "/coins/aster");
        await TakeAsync(phone, "convert", "/convert?from=aster&to=cedar&amount=10");
        await TakeAsync(phone, "activity", "/activity");
        await TakeAsync(phone, "consents", "/me/consents");
        await TakeAsync(phone, "security", alliance.SignIn + "/signin/security");
        await TakeAsync(phone, "pay", "/pay?coin=aster", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Make a new code" }).First.ClickAsync();
            await page.GetByRole(AriaRole.Img, new() { Name = "QR code of the pay code" }).WaitForAsync();
        });
        await TakeAsync(phone, "receipt", "/convert?from=aster&to=cedar&amount=10", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Convert" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo the conversion" }).WaitForAsync();
        });
        await using var night = await SignedInAsync(Phone with { Language = "zh-CN", IsDark = true });
        await TakeAsync(night, "wallet-zh", "/");
        await using var desk = await SignedInAsync(new Reader());
        await TakeAsync(desk, "worth", "/worth");
        await TakeAsync(desk, "plan", "/pay/plan?shop=birch&amount=9");
    }

    /// <summary>A reader's browser in which the member has opened the links of its brands.</summary>
    private async Task<IBrowserContext> SignedInAsync(Reader reader)
    {
        var context = await alliance.BrowserAsync(reader);
        foreach (var brand in new[] { "aster", "cedar", "dune" })
        {
            var link = await alliance.SignedInAsync(context, brand, await alliance.MemberAtAsync(brand));
            await link.CloseAsync();
        }
        return context;
    }

    /// <summary>A picture of a page, as wide as the reader's window and at most 1400 pixels high.</summary>
    private async Task TakeAsync(IBrowserContext context, string name, string path, Func<IPage, Task>? before = null)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path.StartsWith('/') ? alliance.Wallet + path : path);
        if (before is not null)
            await before(page);
        Assert.Equal(200, (await page.GotoAsync(page.Url))!.Status);
        var height = Math.Min(await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), 1400);
        await page.SetViewportSizeAsync(page.ViewportSize!.Width, height);
        // Chromium alone writes this format, at a quarter of the size.
        var devices = await context.NewCDPSessionAsync(page);
        var taken = await devices.SendAsync(
            "Page.captureScreenshot", new() { ["format"] = "webp", ["quality"] = 80 });
        var folder = Directory.CreateDirectory(Path.Combine(Pages.Pictures, "guide")).FullName;
        await File.WriteAllBytesAsync(
            Path.Combine(folder, name + ".webp"), taken!.Value.GetProperty("data").GetBytesFromBase64(),
            TestContext.Current.CancellationToken);
        await page.CloseAsync();
    }
}
