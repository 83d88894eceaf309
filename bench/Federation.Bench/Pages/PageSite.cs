using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Federation.Testing;

namespace Federation.Bench;

/// <summary>An alliance in one process and its pages in another, with the first purchases of the sample
/// replayed.</summary>
internal sealed class PageSite : IAsyncDisposable
{
    private const int Purchases = 1500;
    private readonly string folder = Directory.CreateTempSubdirectory("federation-bench-pages-").FullName;
    private readonly HttpClient http = new();
    private readonly Dictionary<string, string> tokens = [];
    private readonly LoggedErrors errors = new();
    private HostProcess? alliance;
    private HostProcess? pages;

    /// <summary>Where the pages are.</summary>
    public Uri Address { get; } = new($"http://localhost:{FreePorts.One()}");

    /// <summary>The process of the pages.</summary>
    public int PagesId => pages!.Id;

    /// <summary>The process of the modules and the gateway.</summary>
    public int AllianceId => alliance!.Id;

    /// <summary>The sample's member, as Aster knows it: it has coins of several brands.</summary>
    public string Member { get; private set; } = "";

    public async Task StartAsync()
    {
        alliance = await HostProcess.StartAsync(
            errors, new Dictionary<string, string>
            {
                ["Identity__WebClient__Addresses__1"] = Address.GetLeftPart(UriPartial.Authority),
                ["Gateway__AddressPermitsPerSecond"] = "10000000",
                ["Gateway__AddressBurst"] = "20000000",
            },
            "serve", "--sandbox", "--services", "all,web", "--grpc-port", "0", "--http-port", "0", "--web-port", "0",
            "--internal-port", "0", "--data", folder);
        var purchases = SamplePurchases.First(Purchases);
        var credentials = Path.Combine(folder, "credentials.json");
        await purchases.ReplayAsync(alliance.Grpc, credentials);
        var known = JsonNode.Parse(await File.ReadAllTextAsync(credentials))!["partners"]!.AsObject();
        foreach (var (brand, credential) in known)
            await SignInAsync(brand, credential!);
        Member = (await CallAsync("aster", HttpMethod.Get, $"/v1/members:find?external_id={purchases.Member}"))
            ["member"]!["name"]!.GetValue<string>();
        pages = await HostProcess.StartAsync(
            errors, new Dictionary<string, string>
            {
                ["Web__Authority"] = alliance.Http,
                ["Web__ClientId"] = "federation-web",
                ["Web__ClientKeyFile"] = Path.Combine(folder, "web-client.pem"),
                ["Web__PublicAddress"] = Address.GetLeftPart(UriPartial.Authority),
                ["Web__Api"] = alliance.Grpc,
            },
            "serve", "--sandbox", "--services", "web", "--web-port", $"{Address.Port}", "--data",
            Path.Combine(folder, "pages"));
    }

    /// <summary>A new member of Aster's with some coins; its name.</summary>
    public async Task<string> NewMemberAsync()
    {
        var made = await CallAsync(
            "aster", HttpMethod.Post, "/v1/members", new { external_id = Guid.NewGuid().ToString("N") });
        var name = made["member"]!["name"]!.GetValue<string>();
        await CallAsync(
            "aster", HttpMethod.Post, "/v1/ledger:earn",
            new { member = name, amount = new { coin = "coins/aster", units = "1000" } });
        return name;
    }

    /// <summary>A link with which a member of Aster's signs in.</summary>
    public async Task<Uri> LinkAsync(string member) => new(
        (await CallAsync("aster", HttpMethod.Post, $"/v1/{member}:createSignInLink", new { }))["uri"]!
            .GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (pages is not null)
            await pages.DisposeAsync();
        if (alliance is not null)
            await alliance.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SignInAsync(string who, JsonNode credential)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credential["client_id"]!.GetValue<string>(),
            ["client_secret"] = credential["client_secret"]!.GetValue<string>(),
        });
        using var answer = await http.PostAsync(new Uri(alliance!.Http + "/connect/token"), form);
        tokens[who] = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    private async Task<JsonNode> CallAsync(string who, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(alliance!.Http + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
        if (body is not null)
        {
            var fields = System.Text.Json.JsonSerializer.SerializeToNode(body)!;
            fields["request_id"] = Guid.NewGuid().ToString();
            request.Content = JsonContent.Create(fields);
        }
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{path}: {text}");
    }
}
