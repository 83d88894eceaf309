using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Testing;
using Microsoft.Playwright;

namespace Federation.Browser;

/// <summary>A sandbox that runs everything in one process, pages included, with one brand and its coin.</summary>
public sealed class WholeAlliance(Pages pages) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-alliance-").FullName;
    private readonly LoggedErrors errors = new();
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> tokens = [];
    private HostProcess host = null!;

    /// <summary>The pages, under the name by which browsers know them: passkeys are for a domain.</summary>
    public string Wallet { get; private set; } = "";

    /// <summary>The sign-in pages.</summary>
    public string SignIn { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        host = await HostProcess.StartAsync(
            errors, "serve", "--sandbox", "--services", "all,web", "--grpc-port", "0", "--http-port", "0", "--web-port",
            "0", "--internal-port", "0", "--data", folder);
        (Wallet, SignIn) = (ForBrowsers(host.Web), ForBrowsers(host.Http));
        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "credentials.json")))!;
        await SignInAsync("admin", credentials["alliance"]!["admin"]!, "client_id", "client_secret");
        await CallAsync("admin", "/v1/partners", new { partner_id = "aster", display_name = "Aster" });
        await CallAsync("admin", "/v1/coins", new
        {
            coin_id = "aster",
            partner = "partners/aster",
            display_name = "Aster coin",
            display_code = "ASTER",
        });
        var made = await CallAsync("admin", "/v1/partners/aster/credentials", new
        {
            display_name = "Till",
            role = "CREDENTIAL_ROLE_PARTNER_ADMIN",
        });
        await SignInAsync("aster", new JsonObject
        {
            ["id"] = made["credential"]!["clientId"]!.GetValue<string>(),
            ["secret"] = made["clientSecret"]!.GetValue<string>(),
        }, "id", "secret");
    }

    /// <summary>A new member of a brand, with some of its coins.</summary>
    public async Task<string> MemberAsync(string brand, long units)
    {
        var member = await CallAsync(brand, "/v1/members", new { external_id = Guid.NewGuid().ToString("N") });
        var name = member["member"]!["name"]!.GetValue<string>();
        await CallAsync(
            brand, "/v1/ledger:earn", new { member = name, amount = new { coin = $"coins/{brand}", units } });
        return name;
    }

    /// <summary>A brand's sign-in link for its member.</summary>
    public async Task<string> LinkAsync(string brand, string member) =>
        (await CallAsync(brand, $"/v1/{member}:createSignInLink", new { }))["uri"]!.GetValue<string>();

    /// <summary>The code that was sent to an address, after so many earlier ones; waited for.</summary>
    public async Task<string> CodeAsync(string address, int after)
    {
        var file = Path.Combine(folder, "sign-in-codes.txt");
        for (; ; await Task.Delay(50, TestContext.Current.CancellationToken))
            if (File.Exists(file) && (await File.ReadAllLinesAsync(file))
                .Where(l => l.Contains(address, StringComparison.Ordinal)).Skip(after).ToList() is [var line, ..])
                return line.Split(' ')[^1];
    }

    /// <summary>A person's own browser; skips the test where there is none.</summary>
    public Task<IBrowserContext> BrowserAsync(bool runsScripts = true) =>
        BrowserAsync(new Reader(Width: 390, RunsScripts: runsScripts));

    /// <summary>A reader's own browser; skips the test where there is none.</summary>
    public Task<IBrowserContext> BrowserAsync(Reader reader) => pages.ReaderAsync(reader);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        errors.AssertNone();
    }

    private async Task SignInAsync(string who, JsonNode credential, string id, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credential[id]!.GetValue<string>(),
            ["client_secret"] = credential[secret]!.GetValue<string>(),
        });
        using var answer = await http.PostAsync(new Uri(host.Http + "/connect/token"), form);
        tokens[who] = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
            .GetProperty("access_token").GetString()!;
    }

    private async Task<JsonNode> CallAsync(string who, string path, object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!;
        fields["request_id"] = Guid.NewGuid().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Http + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
        request.Content = JsonContent.Create(fields);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    private static string ForBrowsers(string address) =>
        address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
