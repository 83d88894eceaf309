using Federation.Testing;

namespace Federation.Bench;

/// <summary>An alliance in one process and its pages in another, with the first purchases of the sample
/// replayed.</summary>
/// <param name="purchases">How many.</param>
internal sealed class PageSite(int purchases) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("federation-bench-pages-").FullName;
    private readonly LoggedErrors errors = new();
    private HostProcess? alliance;
    private JsonApi? api;
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
        var sample = SamplePurchases.First(purchases);
        var credentials = Path.Combine(folder, "credentials.json");
        await sample.ReplayAsync(alliance.Grpc, credentials);
        api = new JsonApi(alliance.Http);
        await api.UseKnownAsync(credentials, "partners");
        await api.UseKnownAsync(credentials, "alliance");
        Member = (await api.GetAsync("aster", $"/v1/members:find?external_id={sample.Member}"))
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
        var made = await api!.PostAsync("aster", "/v1/members", new { external_id = Guid.NewGuid().ToString("N") });
        var name = made["member"]!["name"]!.GetValue<string>();
        await api.PostAsync(
            "aster", "/v1/ledger:earn",
            new { member = name, amount = new { coin = "coins/aster", units = "1000" } });
        return name;
    }

    /// <summary>A link with which a member of Aster's signs in.</summary>
    public async Task<Uri> LinkAsync(string member) => new(
        (await api!.PostAsync("aster", $"/v1/{member}:createSignInLink", new { }))["uri"]!
            .GetValue<string>());

    /// <summary>The link by which a new admin of Aster sets up how they sign in.</summary>
    public async Task<Uri> BrandInvitationAsync(string person) => new(
        await StaffInvitations.OfBrandAsync(api!, "aster-admin", "aster", person, "USER_ROLE_ADMIN"));

    /// <summary>The same of the alliance.</summary>
    public async Task<Uri> AllianceInvitationAsync(string person) =>
        new(await StaffInvitations.OfAllianceAsync(api!, person, "USER_ROLE_ADMIN"));

    /// <summary>A draft of a rate board on which each pair of so many new coins has its own values;
    /// <c>boards/{n}</c>.</summary>
    public async Task<string> WideBoardAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await api!.PostAsync("admin", "/v1/coins", new
            {
                coin_id = Wide(i),
                partner = "partners/aster",
                display_code = $"W{i}",
                display_name = $"Wide {i}",
            });
        var all = Enumerable.Range(0, count).ToList();
        var terms = new
        {
            values = all.Select(i => new
            {
                coin = "coins/" + Wide(i),
                on_value_units = "100",
                off_value_units = "90",
            }),
            pairs = all.SelectMany(s => all.Where(t => t != s).Select(t => new
            {
                source = "coins/" + Wide(s),
                target = "coins/" + Wide(t),
                values = new { on_value_units = "100", off_value_units = $"{80 + (s * 7 + t) % 15}" },
            })),
            maximum_units = "1000000",
        };
        return (await api!.PostAsync("admin", "/v1/boards:draft", new { terms }))["board"]!["name"]!
            .GetValue<string>();
    }

    /// <summary>An earning of the sample's member, <c>journals/{id}</c>.</summary>
    public async Task<string> JournalAsync() =>
        (await api!.GetAsync("aster", "/v1/coins/aster/journals?page_size=1"))["journals"]![0]!["name"]!
            .GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        if (pages is not null)
            await pages.DisposeAsync();
        if (alliance is not null)
            await alliance.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Wide(int number) => $"w{number}";
}
