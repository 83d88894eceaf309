using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A sandbox that runs everything in one process, pages included, and browsers that look at it.</summary>
public abstract class RunningAlliance(Pages pages) : IAsyncLifetime
{
    private readonly LoggedErrors errors = new();
    private HostProcess host = null!;
    private SentCodes codes = null!;

    /// <summary>The pages, under the name by which browsers know them: passkeys are for a domain.</summary>
    public string Wallet { get; private set; } = "";

    /// <summary>The sign-in pages.</summary>
    public string SignIn { get; private set; } = "";

    /// <summary>What machines of brands, and of the alliance, call.</summary>
    public JsonApi Api { get; private set; } = null!;

    protected LoggedErrors Errors => errors;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("federation-alliance-").FullName;

    /// <summary>The gateway's gRPC address.</summary>
    protected string Grpc => host.Grpc;

    /// <summary>The issuer.</summary>
    protected string Issuer => host.Http;

    protected string CredentialsFile => Path.Combine(Folder, "credentials.json");

    /// <summary>Settings of the host, by their names in its environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        host = await HostProcess.StartAsync(
            errors, Settings, "serve", "--sandbox", "--services", "all,web", "--grpc-port", "0", "--http-port", "0",
            "--web-port", "0", "--internal-port", "0", "--data", Folder);
        (Wallet, SignIn) = (ForBrowsers(host.Web), ForBrowsers(host.Http));
        codes = new SentCodes(Path.Combine(Folder, "sign-in-codes.txt"));
        Api = new JsonApi(host.Http);
        await FillAsync();
    }

    /// <summary>A brand's sign-in link for its member.</summary>
    public async Task<string> LinkAsync(string brand, string member) =>
        (await Api.PostAsync(brand, $"/v1/{member}:createSignInLink", new { }))["uri"]!.GetValue<string>();

    /// <summary>The next code that was sent to an address.</summary>
    public Task<string> CodeAsync(string address) => codes.NextAsync(address);

    /// <summary>A person's own browser; skips the test where there is none.</summary>
    public Task<IBrowserContext> BrowserAsync(bool runsScripts = true) =>
        BrowserAsync(new Reader(Width: 390, RunsScripts: runsScripts));

    /// <summary>The same, of a reader.</summary>
    public Task<IBrowserContext> BrowserAsync(Reader reader) => pages.ReaderAsync(reader);

    /// <summary>A browser's window in which a member is signed in, by a brand's link.</summary>
    public async Task<IPage> SignedInAsync(IBrowserContext context, string brand, string member)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await LinkAsync(brand, member));
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync(Wallet + "/**");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Api.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        errors.AssertNone();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the alliance has beside its host.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>Makes what the tests find in the alliance.</summary>
    protected abstract Task FillAsync();

    protected static string ForBrowsers(string address) =>
        address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
