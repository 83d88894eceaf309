using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Federation.Client;
using Federation.Hosting;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>A sandbox deployment of host processes over one database: one process, a process per module, or several nodes.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private static readonly string[] Modules = ["partners", "identity", "ledger", "accounts", "exchange"];
    private readonly List<HostProcess> processes = [];
    private readonly List<FederationClient> clients = [];

    private TestDatabase? database;
    private int[] ownPorts = [];

    private Deployment(string folder) => Folder = folder;

    private Deployment(TestDatabase database)
        : this(database.Folder) => this.database = database;

    public string Folder { get; }

    public string CredentialsFile => Path.Combine(Folder, "credentials.json");

    /// <summary>The gateways' gRPC addresses.</summary>
    public IReadOnlyList<string> Gateways => [.. processes.Where(p => p.Grpc.Length > 0).Select(p => p.Grpc)];

    public IReadOnlyList<HostProcess> Processes => processes;

    /// <summary>Everything in one process, on the embedded database.</summary>
    public static async Task<Deployment> OneAsync(string? folder = null)
    {
        var deployment = new Deployment(folder ?? NewFolder()) { ownPorts = FreePorts(2) };
        await deployment.RestartAsync();
        return deployment;
    }

    /// <summary>Everything in one process, on a database of a kind; skipped, with the reason, where there is none.</summary>
    public static async Task<Deployment> OnAsync(DatabaseKind kind)
    {
        var deployment = new Deployment(await NewDatabaseAsync(kind));
        await deployment.StartAsync(["--services", "all", .. deployment.database!.Arguments, "--migrate"]);
        return deployment;
    }

    /// <summary>One process for each module and one for the gateway, on the embedded databases.</summary>
    public static async Task<Deployment> SplitAsync()
    {
        var deployment = new Deployment(NewFolder());
        var ports = FreePorts(Modules.Length + 2);
        var http = $"http://127.0.0.1:{ports[^1]}";
        var peers = Modules.SelectMany((m, i) => new[] { "--peer", $"{m}=http://127.0.0.1:{ports[i]}" }).ToList();
        string[] issuer = ["--issuer", http, "--metadata-address", $"{http}/.well-known/openid-configuration"];
        for (var i = 0; i < Modules.Length; i++)
            await deployment.StartAsync(["--services", Modules[i], "--internal-port", $"{ports[i]}", .. issuer, .. peers]);
        await deployment.StartAsync(["--services", "gateway", "--grpc-port", $"{ports[^2]}", "--http-port", $"{ports[^1]}", .. issuer, .. peers]);
        return deployment;
    }

    /// <summary>Several whole nodes, each with a gateway, over one database.</summary>
    public static async Task<Deployment> NodesAsync(int count, DatabaseKind kind = DatabaseKind.Postgres)
    {
        var deployment = new Deployment(await NewDatabaseAsync(kind));
        var ports = FreePorts(2);
        string[] shared = ["--services", "all", .. deployment.database!.Arguments, "--migrate", "--issuer", $"http://127.0.0.1:{ports[1]}"];
        await deployment.StartAsync([.. shared, "--grpc-port", $"{ports[0]}", "--http-port", $"{ports[1]}"]);
        for (var node = 1; node < count; node++)
            await deployment.StartAsync([.. shared, "--grpc-port", "0", "--http-port", "0"]);
        return deployment;
    }

    public async Task StartAsync(params string[] arguments)
    {
        string[] defaults = arguments.Contains("--grpc-port") || !arguments.Contains("all") ? [] : ["--grpc-port", "0", "--http-port", "0"];
        string[] inner = arguments.Contains("--internal-port") ? [] : ["--internal-port", "0"];
        processes.Add(await HostProcess.StartAsync(["serve", "--sandbox", "--data", Folder, .. arguments, .. defaults, .. inner]));
    }

    /// <summary>Starts the one process again, where it was killed, on what it left.</summary>
    public Task RestartAsync()
    {
        processes.Clear();
        return StartAsync("--services", "all", "--grpc-port", $"{ownPorts[0]}", "--http-port", $"{ownPorts[1]}");
    }

    /// <summary>Runs <c>federation replay</c> with all gateways; its exit code, and what it wrote.</summary>
    public CommandLine BeginReplay(string purchases, string summary) => CommandLine.Begin(
        "replay", purchases, "--address", string.Join(',', Gateways), "--credentials", CredentialsFile, "--summary", summary);

    /// <summary>A client as one of the credentials in the file.</summary>
    public FederationClient As(string who, int gateway = 0)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(CredentialsFile));
        var credential = who is "admin" or "approver"
            ? file.RootElement.GetProperty("alliance").GetProperty(who)
            : file.RootElement.GetProperty("partners").GetProperty(who);
        return With(credential.GetProperty("client_id").GetString()!, credential.GetProperty("client_secret").GetString()!, gateway);
    }

    public FederationClient With(string clientId, string secret, int gateway = 0)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(CredentialsFile));
        var options = new FederationOptions
        {
            TokenEndpoint = new Uri(file.RootElement.GetProperty("token_endpoint").GetString()!),
            ClientId = clientId,
            ClientSecret = secret,
        };
        options.Addresses.Add(new Uri(Gateways[gateway]));
        var client = FederationClient.Create(options);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        foreach (var process in processes.AsEnumerable().Reverse())
            await process.DisposeAsync();
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("federation-").FullName;

    private static Task<TestDatabase> NewDatabaseAsync(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        return TestDatabase.CreateAsync(kind);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Stop());
        return ports;
    }
}
