using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>What the one script adds.</summary>
public sealed class ScriptTests(Pages pages)
{
    private static readonly DateTime Began = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task PayCode_CountsDown_AndIsGoneAtItsEnd()
    {
        await using var context = await pages.ReaderAsync(new Reader(Width: 390));
        var page = await context.NewPageAsync();
        await page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = Began });
        // Else the clock goes on with the real one, as slow as the machine may be.
        await page.Clock.PauseAtAsync(Began.AddSeconds(1));
        await page.GotoAsync("/gallery/pay");
        await page.Locator(".spoken").WaitForAsync();

        await page.Clock.RunForAsync(42_000);
        Assert.Equal("1:00", await page.GetByRole(AriaRole.Timer).TextContentAsync());
        Assert.Equal("60 seconds left", await page.GetByRole(AriaRole.Status).TextContentAsync());

        await page.Clock.RunForAsync(61_000);
        Assert.Equal("0:00", await page.GetByRole(AriaRole.Timer).TextContentAsync());
        Assert.Equal(0, await page.Locator(".qr, .spoken").CountAsync());
        await page.GetByText("This code has run out. Make a new one.").WaitForAsync();
    }

    [Fact]
    public async Task Chart_UnderThePointer_ReadsItsTableOut()
    {
        await using var context = await pages.ReaderAsync(new Reader());
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/charts");
        var chart = page.Locator("svg.chart.wide").First;
        var box = (await chart.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.82f), box.Y + 60);
        Assert.Equal(
            "9 Dec · Dune £167.46 · Aster −£3.09 · Birch −£8.00 · Cedar −£158.23",
            (await page.Locator(".readout").First.TextContentAsync())!.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Errors_AreWhereAReaderBegins()
    {
        await using var context = await pages.ReaderAsync(new Reader());
        var page = await context.NewPageAsync();
        await page.GotoAsync("/gallery/form");
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.matches('.errors')"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose a reason" }).ClickAsync();
        Assert.Equal("reason", await page.EvaluateAsync<string>("() => document.activeElement.id"));
    }
}
