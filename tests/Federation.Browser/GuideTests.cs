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

    [Fact]
    public async Task Pictures_OfTheConsole_AreTaken()
    {
        await using var desk = await alliance.BrowserAsync(new Reader());
        await StaffDoor.EnterAsync(alliance, desk, "alliance", "ada.guide", "USER_ROLE_ADMIN");
        await TakeAsync(desk, "console", "/console");
        await TakeAsync(desk, "brands", "/console/brands");
        await TakeAsync(desk, "boards", "/console/boards");
        await TakeAsync(desk, "board", "/console/boards/1");
        await TakeAsync(desk, "what-if", "/console/boards/what-if?board=1&days=400");
        await TakeAsync(desk, "people", "/people");
        await TakeAsync(desk, "draft", "/console/boards", async page =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Draft from the board in force" }).ClickAsync();
            await page.WaitForURLAsync("**/edit");
            var board = page.Url.Replace("/edit", "", StringComparison.Ordinal);
            await page.GotoAsync(board + "/pair?from=dune&to=aster");
            await page.Locator("#off").FillAsync("100");
            await page.Locator("#on").FillAsync("50");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the draft" }).ClickAsync();
            await page.WaitForURLAsync("**/pair?from=dune&to=aster");
            await page.GotoAsync(board);
            await page.GetByText("would come back as").WaitForAsync();
        });
        await using var night = await alliance.BrowserAsync(new Reader("zh-CN", IsDark: true));
        await StaffDoor.EnterAsync(alliance, night, "alliance", "ben.guide", "USER_ROLE_ADMIN");
        await TakeAsync(night, "board-zh", "/console/boards/1");
    }

    [Fact]
    public async Task Pictures_OfThePortal_AreTaken()
    {
        await using var desk = await alliance.BrowserAsync(new Reader());
        await StaffDoor.EnterAsync(alliance, desk, "aster", "mei.guide", "USER_ROLE_ADMIN", "aster-admin");
        await TakeAsync(desk, "portal", "/portal");
        await TakeAsync(desk, "start", "/portal/start");
        await TakeAsync(desk, "coins", "/portal/coins");
        await TakeAsync(desk, "journals", "/portal/journals");
        await TakeAsync(desk, "members", "/portal/members");
        await TakeAsync(desk, "credentials", "/portal/credentials");
        await TakeAsync(desk, "desk", "/portal/desk");
        await TakeAsync(desk, "rules", "/portal/rules", async page =>
        {
            await page.Locator("main table a, main li a").First.ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Rules 1" }).First.ClickAsync();
        });
        await TakeAsync(desk, "member", "/portal/members", page => page.Locator("main table a").First.ClickAsync());
        await using var night = await alliance.BrowserAsync(new Reader("zh-CN", IsDark: true));
        await StaffDoor.EnterAsync(alliance, night, "aster", "jo.guide", "USER_ROLE_ADMIN", "aster-admin");
        await TakeAsync(night, "portal-zh", "/portal");
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
