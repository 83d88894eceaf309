using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>The pages of a host of their own, and a browser to look at them: the system's, without a window.</summary>
public sealed class Pages : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("federation-pages-").FullName;
    private readonly LoggedErrors errors = new();
    private HostProcess? host;
    private IPlaywright? playwright;
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
        // The sandbox of Chromium does not work for root, nor in most containers.
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
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
