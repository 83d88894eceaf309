using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The pages of a host of their own, and a browser to look at them: the system's, without a window. All tests
/// share both, for they cost more than most tests.</summary>
public sealed class Pages : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>The sandbox of Chromium does not work for root, nor in most containers. There is no graphics card to
    /// draw with, often little shared memory, and nothing to synchronize or to update.</summary>
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("federation-pages-").FullName;
    private readonly LoggedErrors errors = new();
    private HostProcess? host;
    private IPlaywright? playwright;
    private readonly Dictionary<Reader, Seat> seats = [];
    private IBrowser? browser;

    /// <summary>Where pictures are kept, for people to look at.</summary>
    public static string Pictures { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("ArtifactsPath") ?? Path.Combine(SourceTree.Root, "artifacts"), "pictures");

    public string Address => host!.Web;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        Directory.CreateDirectory(Pictures);
        host = await HostProcess.StartAsync(
            errors, "serve", "--sandbox", "--services", "web", "--web-port", "0", "--data", folder);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = Switches });
    }

    /// <summary>A reader's own browser profile; skips the test where there is no browser.</summary>
    public async Task<IBrowserContext> ReaderAsync(Reader reader)
    {
        Assert.SkipWhen(browser is null, $"There is no {Chromium} (Debian: apt-get install chromium)");
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = reader.Language,
            ColorScheme = reader.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = reader.RunsScripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = reader.Width, Height = 900 },
        });
        context.SetDefaultTimeout(60_000);
        return context;
    }

    /// <summary>A reader's window, which goes from page to page: for tests that leave no trace in it, one at a
    /// time.</summary>
    internal async Task<Seat> SeatAsync(Reader reader)
    {
        if (seats.TryGetValue(reader, out var seat))
            return seat;
        var context = await ReaderAsync(reader);
        await Axe.AddAsync(context);
        var page = await context.NewPageAsync();
        return seats[reader] = new Seat(page, await Watch.OverAsync(page));
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        if (host is not null)
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
        errors.AssertNone();
    }
}
