using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>With JavaScript switched off the pages say and do the same.</summary>
public sealed class ScriptlessTests(Pages pages)
{
    private static readonly Reader Scriptless = new(Width: 390, RunsScripts: false);

    [Fact]
    public async Task Switches_AreLinks_AndComeBackToThePage()
    {
        await using var context = await pages.ReaderAsync(Scriptless);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/pay?coin=cedar");
        await page.GetByRole(AriaRole.Link, new() { Name = "中文" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "向收银台出示" }).WaitForAsync();
        Assert.EndsWith("/gallery/pay?coin=cedar", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "深色" }).ClickAsync();
        await page.Locator("html[data-theme=dark][lang=zh-CN]").WaitForAsync();
        await page.GotoAsync("/gallery/wallet");
        await page.Locator("html[data-theme=dark][lang=zh-CN]").WaitForAsync();
    }

    [Fact]
    public async Task PayCode_SaysUntilWhenItIsGood()
    {
        await using var context = await pages.ReaderAsync(Scriptless);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/pay");
        await page.GetByText("Good until 14:32:10.").WaitForAsync();
        await page.GetByRole(AriaRole.Timer, new() { Name = "102 seconds left" }).WaitForAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "QR code of the pay code" }).WaitForAsync();
    }

    [Fact]
    public async Task Chart_HasItsTable_AndNoButtonThatDoesNothing()
    {
        await using var context = await pages.ReaderAsync(Scriptless);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/charts");
        await page.GetByText("The same as a table").First.ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "£167.46" }).WaitForAsync();

        await page.GotoAsync("/gallery");
        Assert.False(await page.GetByText("Copy", new() { Exact = true }).IsVisibleAsync());
    }
}
