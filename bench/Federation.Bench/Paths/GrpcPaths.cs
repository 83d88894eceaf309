using System.Text.Json;
using Federation.Accounts.V1;
using Federation.Client;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Testing;
using Federation.Types.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Bench;

/// <summary>A whole host as a process of its own, and the load generator's connections to it: straight to the module
/// and through the gateway, always with a partner's token.</summary>
internal sealed class GrpcPaths : IAsyncDisposable
{
    private const int Connections = 4;
    private const int PerBatch = 100;
    private const int GivenAtOnce = 16;
    private const string UsualCoin = "coins/bench";

    /// <summary>Two, so that what waits of one principal stays below its share of a writer's queue.</summary>
    private const int Streams = 2;
    private readonly string folder = Directory.CreateTempSubdirectory("federation-bench-").FullName;
    private readonly List<GrpcChannel> channels = [];
    private readonly LoggedErrors errors = new();
    private HostProcess? host;
    private string token = "";
    private string[] members = [];
    private FederationClient? brand;
    private LedgerService.LedgerServiceClient[] gateway = [];
    private LedgerService.LedgerServiceClient[] module = [];

    /// <summary>Starts the host and gives it a brand with so many members, each with a wallet.</summary>
    public async Task PrepareAsync(string[] database, int wallets)
    {
        var inner = FreePorts.One();
        host = await HostProcess.StartAsync(
            errors,
            ["serve", "--sandbox", "--data", folder, "--services", "all", "--grpc-port", "0", "--http-port", "0",
            "--internal-port", $"{inner}", .. database]);
        using var admin = As("admin");
        await DefineBrandAsync(admin);
        var made = await admin.Credentials.CreateCredentialAsync(new()
        {
            RequestId = RequestIds.New(),
            Parent = "partners/bench",
            DisplayName = "bench",
            Role = CredentialRole.PartnerAdmin,
        });
        brand = Client(made.Credential.ClientId, made.ClientSecret);
        token = await TokenAsync(made.Credential.ClientId, made.ClientSecret);
        members = await RegisterAsync(brand, wallets);
        gateway = [.. Enumerable.Range(0, Connections).Select(_ => Connect(host.Grpc))];
        module = [.. Enumerable.Range(0, Connections).Select(_ => Connect($"http://127.0.0.1:{inner}"))];
    }

    /// <summary>What the host logged as faults: there should be none.</summary>
    public IEnumerable<string> Faults => errors.All;

    /// <summary>The most memory that the host had so far, in MiB.</summary>
    public double? HostPeakMiB => ProcessMemory.PeakMiB(host!.Id);

    /// <summary>A token as the echo path needs it: of the same issuer.</summary>
    public Metadata Headers => new() { { "authorization", "Bearer " + token } };

    public string Issuer => host!.Http;

    /// <summary>The brand, whose members there are.</summary>
    public FederationClient Brand => brand!;

    public IReadOnlyList<string> Members => members;

    /// <summary>The connections through the gateway.</summary>
    public IEnumerable<GrpcChannel> Gateways => channels.Take(Connections);

    public string Folder => folder;

    public Task<int> EarnAtModuleAsync(int caller, int member) => EarnAsync(module[caller % Connections], member);

    public Task<int> EarnAtGatewayAsync(int caller, int member) => EarnAsync(gateway[caller % Connections], member);

    public async Task<int> BatchAtGatewayAsync(int caller, Func<int> member)
    {
        var request = Batch(Enumerable.Range(0, PerBatch).Select(_ => Earn(members[member()])));
        var response = await gateway[caller % Connections].BatchAsync(request, Headers);
        foreach (var result in response.Results)
            Accepted(result);
        return response.Results.Count;
    }

    /// <summary>Gives each member so many coins.</summary>
    /// <param name="units">How many.</param>
    /// <param name="coin">Of which coin.</param>
    /// <param name="expires">When they expire; null: by the coin's rule.</param>
    public Task GiveAsync(
        long units, string coin = UsualCoin, DateTimeOffset? expires = null) => Parallel.ForEachAsync(
        members.Chunk(PerBatch), new ParallelOptions { MaxDegreeOfParallelism = GivenAtOnce },
        async (some, cancel) =>
        {
            var request = Batch(some.Select(m => Earn(m, units, coin, expires)));
            foreach (var result in (await Brand.Ledger.BatchAsync(request, cancellationToken: cancel)).Results)
                Accepted(result);
        });

    /// <summary>Commands over a few streams through the gateway, on each as many unanswered as it takes.</summary>
    public Task StreamAtGatewayAsync(Tally tally, Func<int> member, CancellationToken stop) => Task.WhenAll(
        Enumerable.Range(0, Streams).Select(i => Task.Run(() => new CommandSender(gateway[i], Headers, tally)
            .RunAsync(() => new BatchItem { Earn = Earn(members[member()]) }, stop), CancellationToken.None)));

    internal static void Accepted(BatchResult result)
    {
        if (result.Journal is null)
            throw new InvalidOperationException("A command was refused: " + result.Refusal.Message);
    }

    private async Task<int> EarnAsync(LedgerService.LedgerServiceClient client, int member)
    {
        await client.EarnAsync(Earn(members[member]), Headers);
        return 1;
    }

    private static BatchRequest Batch(IEnumerable<EarnRequest> earnings)
    {
        var request = new BatchRequest { Mode = BatchMode.Independent };
        request.Items.AddRange(earnings.Select(e => new BatchItem { Earn = e }));
        return request;
    }

    private static EarnRequest Earn(
        string member, long units = 1, string coin = UsualCoin, DateTimeOffset? expires = null) => new()
    {
        RequestId = RequestIds.New(),
        Member = member,
        Amount = new CoinAmount { Coin = coin, Units = units },
        ExpireTime = expires?.ToTimestamp(),
    };

    private LedgerService.LedgerServiceClient Connect(string address)
    {
        var channel = GrpcChannel.ForAddress(address, ChannelOptions);
        channels.Add(channel);
        return new LedgerService.LedgerServiceClient(channel);
    }

    private static async Task DefineBrandAsync(FederationClient admin)
    {
        await admin.Partners.RegisterPartnerAsync(
            new() { RequestId = RequestIds.New(), PartnerId = "bench", DisplayName = "Bench" });
        await admin.Coins.DefineCoinAsync(new()
        {
            RequestId = RequestIds.New(),
            CoinId = "bench",
            Partner = "partners/bench",
            DisplayCode = "BENCH",
            DisplayName = "Bench",
            Expiry = new ExpiryRule { Days = 180, TimeZone = "Europe/London" },
        });
    }

    private static async Task<string[]> RegisterAsync(FederationClient partner, int wallets)
    {
        var names = new string[wallets];
        await Parallel.ForAsync(0, wallets, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, cancel) =>
        {
            var request = new RegisterMemberRequest { RequestId = RequestIds.New(), ExternalId = $"m{i}" };
            names[i] = (await partner.Members.RegisterMemberAsync(request, cancellationToken: cancel)).Member.Name;
        });
        return names;
    }

    /// <summary>The admin or the approver.</summary>
    public FederationClient As(string who)
    {
        var (id, secret) = Credential(who);
        return Client(id, secret);
    }

    public FederationClient Client(string id, string secret)
    {
        var options = new FederationOptions
        {
            TokenEndpoint = new Uri(host!.Http + "/connect/token"),
            ClientId = id,
            ClientSecret = secret
        };
        options.Addresses.Add(new Uri(host.Grpc));
        return FederationClient.Create(options);
    }

    private (string Id, string Secret) Credential(string who)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "credentials.json")));
        var credential = file.RootElement.GetProperty("alliance").GetProperty(who);
        return (credential.GetProperty("client_id").GetString()!, credential.GetProperty("client_secret").GetString()!);
    }

    public async Task<string> TokenAsync(string id, string secret)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id,
            ["client_secret"] = secret,
        });
        using var response = await http.PostAsync(new Uri(host!.Http + "/connect/token"), form);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>How the load generator connects.</summary>
    internal static GrpcChannelOptions ChannelOptions => new()
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    };

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(c => c.Dispose());
        brand?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
