using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A sandbox that runs everything in one process, pages included, and browsers that look at it.</summary>
public abstract class RunningAlliance(Pages pages) : IAsyncLifetime
{
    private readonly LoggedErrors errors = new();
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> tokens = [];
    private HostProcess host = null!;
    private SentCodes codes = null!;

    /// <summary>The pages, under the name by which browsers know them: passkeys are for a domain.</summary>
    public string Wallet { get; private set; } = "";

    /// <summary>The sign-in pages.</summary>
    public string SignIn { get; private set; } = "";

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
        await FillAsync();
    }

    /// <summary>A brand's sign-in link for its member.</summary>
    public async Task<string> LinkAsync(string brand, string member) =>
        (await PostAsync(brand, $"/v1/{member}:createSignInLink", new { }))["uri"]!.GetValue<string>();

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

    /// <summary>What a brand gets from an address of the JSON API.</summary>
    public async Task<JsonNode> GetAsync(string brand, string path) =>
        await ReadAsync(brand, HttpMethod.Get, path, null);

    /// <summary>What a brand is answered to a command over JSON.</summary>
    public async Task<JsonNode> PostAsync(string brand, string path, object body) =>
        await ReadAsync(brand, HttpMethod.Post, path, Command(body));

    /// <summary>The reason for which a brand's command is refused; empty where it is not.</summary>
    public async Task<string> ReasonAsync(string brand, string path, object body)
    {
        using var answer = await SendAsync(brand, HttpMethod.Post, path, Command(body));
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? "" : said["details"]!.AsArray()
            .Select(d => d!["reason"]?.GetValue<string>()).OfType<string>().Single();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        http.Dispose();
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

    /// <summary>Signs a machine in, under a name for its calls here.</summary>
    protected async Task UseAsync(string who, string clientId, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = secret,
        });
        using var answer = await http.PostAsync(new Uri(host.Http + "/connect/token"), form);
        tokens[who] = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
            .GetProperty("access_token").GetString()!;
    }

    /// <summary>Signs in what the sandbox's file of credentials has: <c>alliance/admin</c>.</summary>
    protected async Task UseKnownAsync(string who, string group, string name)
    {
        var credential = JsonNode.Parse(await File.ReadAllTextAsync(CredentialsFile))![group]![name]!;
        await UseAsync(
            who, credential["client_id"]!.GetValue<string>(), credential["client_secret"]!.GetValue<string>());
    }

    protected static string ForBrowsers(string address) =>
        address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static JsonNode Command(object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!;
        fields["request_id"] ??= Guid.NewGuid().ToString();
        return fields;
    }

    private async Task<JsonNode> ReadAsync(string who, HttpMethod method, string path, JsonNode? body)
    {
        using var answer = await SendAsync(who, method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> SendAsync(string who, HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(host.Http + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await http.SendAsync(request);
    }
}
