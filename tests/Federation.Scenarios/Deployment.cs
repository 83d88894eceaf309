using System.Text.Json;
using Federation.Client;
using Federation.Hosting;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>A sandbox deployment of host processes over one database: one process, a process per module, or several
/// nodes.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    /// <summary>For clients that take all gateways in turn.</summary>
    public const int AnyGateway = -1;

    private static readonly string[] Modules =
        ["partners", "identity", "ledger", "accounts", "exchange", "programs", "rewards", "messages"];
    private readonly List<HostProcess> processes = [];
    private readonly List<string[]> arguments = [];
    private readonly List<FederationClient> clients = [];
    private readonly List<HostProcess> ended = [];

    private TestDatabase? database;
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    private Deployment(string folder) => Folder = folder;

    private Deployment(TestDatabase database)
        : this(database.Folder) => this.database = database;

    public string Folder { get; }

    /// <summary>What a gateway has that is a process of its own: nothing of the alliance's.</summary>
    public string GatewayFolder => Path.Combine(Folder, "gateway");

    /// <summary>Where its databases are.</summary>
    public DeploymentOptions Databases => database?.Deployment(sandbox: true)
        ?? new DeploymentOptions { DataDirectory = Folder, Sandbox = true };

    public string CredentialsFile => Path.Combine(Folder, "credentials.json");

    /// <summary>The gateways' gRPC addresses.</summary>
    public IReadOnlyList<string> Gateways => [.. processes.Where(p => p.Grpc.Length > 0).Select(p => p.Grpc)];

    public IReadOnlyList<HostProcess> Processes => processes;

    /// <summary>The errors that its processes logged, those that were killed among them: any that no test expected
    /// fails the test, or the class that shares this.</summary>
    public LoggedErrors Errors { get; } = new();

    /// <summary>How many lines of all logs have an event's number, those of processes that were killed among
    /// them.</summary>
    public int CountOf(int logEvent) => processes.Concat(ended).Sum(p => p.CountOf(logEvent));

    /// <summary>Everything in one process, on the embedded database.</summary>
    public static async Task<Deployment> OneAsync(string? folder = null)
    {
        var deployment = new Deployment(folder ?? NewFolder());
        await deployment.StartNodeAsync(FreePorts.Some(2));
        return deployment;
    }

    /// <summary>Everything in one process, on a database of a kind; skipped, with the reason, where there is
    /// none.</summary>
    public static async Task<Deployment> OnAsync(DatabaseKind kind) => await OnAsync(await NewDatabaseAsync(kind));

    /// <summary>Everything in one process, on a database that goes with it.</summary>
    public static async Task<Deployment> OnAsync(TestDatabase database)
    {
        var deployment = new Deployment(database);
        await deployment.StartNodeAsync(FreePorts.Some(2));
        return deployment;
    }

    /// <summary>Everything in one process, on a database that goes with it, with settings in its environment.</summary>
    public static async Task<Deployment> OnAsync(
        TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        var deployment = new Deployment(database) { settings = settings };
        await deployment.StartNodeAsync(FreePorts.Some(2));
        return deployment;
    }

    /// <summary>Everything in one process, with at most so many connections in its pool.</summary>
    public static async Task<Deployment> OnAsync(TestDatabase database, int connections)
    {
        var deployment = new Deployment(database);
        var ports = FreePorts.Some(2);
        string[] arguments = [.. database.Arguments[..^1], $"{database.Arguments[^1]};Maximum Pool Size={connections}"];
        await deployment.StartAsync(
            ["--services", "all", .. arguments, "--migrate", "--grpc-port", $"{ports[0]}", "--http-port",
                $"{ports[1]}"]);
        return deployment;
    }

    /// <summary>One process for each module and one for the gateway, on the embedded databases.</summary>
    public static async Task<Deployment> SplitAsync()
    {
        var deployment = new Deployment(NewFolder());
        var ports = FreePorts.Some(Modules.Length + 2);
        var http = $"http://127.0.0.1:{ports[^1]}";
        var peers = Modules.SelectMany((m, i) => new[] { "--peer", $"{m}=http://127.0.0.1:{ports[i]}" }).ToList();
        string[] issuer = ["--issuer", http, "--metadata-address", $"{http}/.well-known/openid-configuration"];
        for (var i = 0; i < Modules.Length; i++)
            await deployment.StartAsync(
                ["--services", Modules[i], "--internal-port", $"{ports[i]}", .. issuer, .. peers]);
        await deployment.StartAsync(["--services", "gateway", "--data", deployment.GatewayFolder,
            "--grpc-port", $"{ports[^2]}", "--http-port", $"{ports[^1]}", .. issuer, .. peers]);
        return deployment;
    }

    /// <summary>Several whole nodes, each with a gateway, over one database of a kind; skipped, with the reason, where
    /// there is none.</summary>
    public static async Task<Deployment> NodesAsync(int count, DatabaseKind kind = DatabaseKind.Postgres) =>
        await NodesAsync(count, await NewDatabaseAsync(kind));

    /// <summary>Several whole nodes, each with a gateway, over one database that goes with them.</summary>
    public static Task<Deployment> NodesAsync(int count, TestDatabase database) =>
        NodesAsync(count, database, new Dictionary<string, string>());

    /// <summary>Several whole nodes, each with a gateway, over one database that goes with them, with settings in
    /// their environments.</summary>
    public static async Task<Deployment> NodesAsync(
        int count, TestDatabase database, IReadOnlyDictionary<string, string> settings)
    {
        var deployment = new Deployment(database) { settings = settings };
        var ports = FreePorts.Some(2 * count);
        foreach (var own in ports.Chunk(2))
            await deployment.StartNodeAsync(own, "--issuer", $"http://127.0.0.1:{ports[1]}");
        return deployment;
    }

    /// <summary>A new database of a kind. Skips the test, with the reason, where there is none.</summary>
    public static Task<TestDatabase> NewDatabaseAsync(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        return TestDatabase.CreateAsync(kind);
    }

    private Task StartNodeAsync(int[] ports, params string[] options) => StartAsync(
        ["--services", "all", .. database?.Arguments
            ?? [], "--migrate", "--grpc-port", $"{ports[0]}", "--http-port", $"{ports[1]}", .. options]);

    private async Task StartAsync(params string[] options)
    {
        string[] inner = options.Contains("--internal-port") ? [] : ["--internal-port", "0"];
        string[] data = options.Contains("--data") ? [] : ["--data", Folder];
        string[] all = ["serve", "--sandbox", .. data, .. options, .. inner];
        processes.Add(await HostProcess.StartAsync(Errors, settings, all));
        arguments.Add(all);
    }

    /// <summary>Kills a process.</summary>
    public Task KillAsync(int at = 0) => processes[at].KillAsync();

    /// <summary>Starts a process again, where it was killed, on what it left.</summary>
    public async Task RestartAsync(int at = 0)
    {
        var started = await HostProcess.StartAsync(Errors, settings, arguments[at]);
        ended.Add(processes[at]);
        processes[at] = started;
    }

    /// <summary>Runs <c>federation replay</c> with all gateways; its exit code, and what it wrote.</summary>
    public CommandLine BeginReplay(string purchases, string summary) => CommandLine.Begin(
        "replay", purchases, "--address", string.Join(',', Gateways), "--credentials", CredentialsFile, "--summary",
        summary);

    /// <summary>A client as one of the credentials in the file.</summary>
    public FederationClient As(string who, int gateway = 0)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(CredentialsFile));
        var credential = who is "admin" or "approver"
            ? file.RootElement.GetProperty("alliance").GetProperty(who)
            : file.RootElement.GetProperty("partners").GetProperty(who);
        return With(credential.GetProperty("client_id").GetString()!, credential.GetProperty("client_secret")
            .GetString()!, gateway);
    }

    public FederationClient With(
        string clientId, string secret, int gateway = 0, Action<FederationOptions>? configure = null)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(CredentialsFile));
        var options = new FederationOptions
        {
            TokenEndpoint = new Uri(file.RootElement.GetProperty("token_endpoint").GetString()!),
            ClientId = clientId,
            ClientSecret = secret,
        };
        foreach (var address in gateway == AnyGateway ? Gateways : [Gateways[gateway]])
            options.Addresses.Add(new Uri(address));
        configure?.Invoke(options);
        var client = FederationClient.Create(options);
        clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        foreach (var process in processes.Concat(ended).Reverse())
            await process.DisposeAsync();
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Errors.AssertNone();
    }

    public static string NewFolder() => Directory.CreateTempSubdirectory("federation-").FullName;
}
