using Microsoft.Playwright;

namespace Federation.Bench;

/// <summary>Measures visits in the system's Chromium, with the processor four times slower, 1.6 megabits a second and
/// 150 ms away: the wallet as on a phone of 390 px, the pages of people at work at 1280 px.</summary>
internal sealed class VitalsMeter : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const int Visits = 5;
    private const int BytesPerSecond = 1_600_000 / 8;

    private const string Observers = """
        window.seen = { lcp: 0, shift: 0, inp: 0 };
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { seen.lcp = e.startTime; }))
          .observe({ type: "largest-contentful-paint", buffered: true });
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) seen.shift += e.value; }))
          .observe({ type: "layout-shift", buffered: true });
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { seen.inp = Math.max(seen.inp, e.duration); }))
          .observe({ type: "event", durationThreshold: 16, buffered: true });
        """;

    private const string Weight =
        "() => performance.getEntries().filter(e => e.transferSize).reduce((sum, e) => sum + e.transferSize, 0) / 1000";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private VitalsMeter(IPlaywright playwright, IBrowser browser) =>
        (this.playwright, this.browser) = (playwright, browser);

    public static async Task<VitalsMeter> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new VitalsMeter(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"],
        }));
    }

    /// <summary>Somebody new at the portal or the console.</summary>
    public Task<StaffVisit> SignUpAsync(Uri site, Uri invitation) => StaffVisit.SignUpAsync(browser, site, invitation);

    /// <summary>A member's visits.</summary>
    /// <param name="site">The pages.</param>
    /// <param name="path">The page.</param>
    /// <param name="link">Signs the visitor in.</param>
    public Task<PageVitals> OfAsync(Uri site, string path, Func<Task<Uri>> link) => OfAsync(
        new Uri(site, path), new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "en" },
        async context => await SignedInAsync(context, site, await link()));

    /// <summary>Visits of somebody at work.</summary>
    public Task<PageVitals> OfAsync(Uri site, string path, StaffVisit staff) => OfAsync(
        new Uri(site, path),
        new()
        {
            ViewportSize = new() { Width = 1280, Height = 900 },
            Locale = "en",
            StorageState = staff.State,
        },
        context => context.NewPageAsync());

    private async Task<PageVitals> OfAsync(
        Uri address, BrowserNewContextOptions options, Func<IBrowserContext, Task<IPage>> enter)
    {
        var (lcps, shift, first, next, inp) = (new List<double>(), 0.0, 0.0, 0.0, 0.0);
        for (var visit = 0; visit < Visits; visit++)
        {
            await using var context = await browser.NewContextAsync(options);
            var page = await enter(context);
            var devices = await context.NewCDPSessionAsync(page);
            await devices.SendAsync("Network.enable");
            await devices.SendAsync("Network.clearBrowserCache");
            await devices.SendAsync("Network.emulateNetworkConditions", new()
            {
                ["offline"] = false,
                ["latency"] = 150,
                ["downloadThroughput"] = BytesPerSecond,
                ["uploadThroughput"] = BytesPerSecond,
            });
            await devices.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
            await page.AddInitScriptAsync(Observers);
            await VisitAsync(page, address);
            first = await page.EvaluateAsync<double>(Weight);
            lcps.Add(await page.EvaluateAsync<double>("() => seen.lcp"));
            await PressAsync(page);
            inp = Math.Max(inp, await page.EvaluateAsync<double>("() => seen.inp"));
            shift = Math.Max(shift, await page.EvaluateAsync<double>("() => seen.shift"));
            await VisitAsync(page, address);
            next = await page.EvaluateAsync<double>(Weight);
        }
        lcps.Sort();
        return new PageVitals(first, next, lcps[lcps.Count / 2], shift, inp);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext context, Uri site, Uri link)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForLoadStateAsync();
        await page.GotoAsync(new Uri(site, "/signin?return=/me").ToString());
        await page.GotoAsync("about:blank");
        return page;
    }

    private static async Task VisitAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        // What is painted last is told a moment later.
        await page.WaitForTimeoutAsync(500);
    }

    /// <summary>Presses what a page has to press that does not leave it.</summary>
    private static async Task PressAsync(IPage page)
    {
        foreach (var part in await page.Locator("summary, input[type=radio], input[type=text]").AllAsync())
            if (await part.IsVisibleAsync())
                await part.ClickAsync(new() { Force = true });
        await page.Keyboard.PressAsync("Tab");
        await page.WaitForTimeoutAsync(300);
    }
}
