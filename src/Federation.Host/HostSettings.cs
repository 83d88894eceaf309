using System.Net;
using Federation.Gateway;
using Federation.Hosting;
using Federation.Web;
using Microsoft.Extensions.Configuration;

namespace Federation.Host;

/// <summary>All settings, from appsettings.json, the environment and the command line: the last counts.</summary>
internal sealed record HostSettings(IConfigurationRoot Configuration, HostOptions Host, DeploymentOptions Deployment)
{
    private const string KeepRequestsKey = $"{GatewayOptions.Section}:{nameof(GatewayOptions.KeepRequests)}";

    public IReadOnlyList<Module> Modules { get; private init; } = [];

    public bool RunsGateway { get; private init; }

    public bool RunsWeb { get; private init; }

    /// <summary>The databases that this process uses: the modules', the pages' where people can sign in, and the
    /// gateway's where it records calls.</summary>
    public IEnumerable<string> Databases => Modules.Select(m => m.Name)
        .Concat(RunsWeb && WebModule.HasDatabase(Configuration) ? [WebModule.Name] : [])
        .Concat(KeepsRequests ? [GatewayApp.Name] : []);

    /// <summary>Whether a gateway runs here and records calls.</summary>
    public bool KeepsRequests => RunsGateway && Configuration.GetValue<bool>(KeepRequestsKey);

    /// <exception cref="StartRefusedException">A value is not what it should be.</exception>
    public static HostSettings Read(IEnumerable<KeyValuePair<string, string?>> given)
    {
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(given)
                .Build();
            var section = configuration.GetSection(DeploymentOptions.Section);
            var host = section.Get<HostOptions>() ?? new HostOptions();
            var names = NamesOf(host.Services);
            var deployment = section.Get<DeploymentOptions>() ?? new DeploymentOptions();
            if (deployment.SettlementScale is < 0 or > SettlementMoney.MaxScale)
                throw new StartRefusedException(
                    $"{DeploymentOptions.Section}:SettlementScale must be 0 to {SettlementMoney.MaxScale}.");
            var modules = Program.Modules.Where(m => names.Contains(m.Name)).ToList();
            // A gateway by itself has no database unless it is given one.
            if (deployment.Sandbox && modules.Count > 0)
                configuration[KeepRequestsKey] ??= "true";
            return new HostSettings(configuration, host, deployment)
            {
                Modules = modules,
                RunsGateway = names.Contains(GatewayApp.Name),
                RunsWeb = names.Contains(WebModule.Name),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or IOException)
        {
            throw new StartRefusedException("The configuration cannot be read: " + e.Message);
        }
    }

    /// <summary>A fresh copy of the deployment's options.</summary>
    public DeploymentOptions CopyDeployment()
    {
        var copy =
            Configuration.GetSection(DeploymentOptions.Section).Get<DeploymentOptions>() ?? new DeploymentOptions();
        copy.Issuer = Deployment.Issuer;
        copy.MetadataAddress = Deployment.MetadataAddress;
        foreach (var (name, address) in Deployment.Peers)
            copy.Peers[name] = address;
        return copy;
    }

    /// <summary>Sets what nobody has set.</summary>
    public void Default(string key, string value) => Configuration[key] ??= value;

    /// <exception cref="StartRefusedException">It is no address.</exception>
    public static IPAddress AddressOf(string address) =>
        address == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(address, out var parsed) ? parsed
        : throw new StartRefusedException($"'{address}' is no IP address to listen on.");

    /// <summary>Reads <c>name=url</c>.</summary>
    /// <exception cref="StartRefusedException">It is something else.</exception>
    public static void AddPeers(Dictionary<string, string?> settings, IEnumerable<string> peers)
    {
        foreach (var peer in peers)
        {
            var parts = peer.Split('=', 2);
            if (parts.Length < 2 || Program.Modules.All(m => m.Name != parts[0]))
                throw new StartRefusedException(
                    $"--peer '{peer}' must be a module's name and its address, as in ledger=http://10.0.0.5:8402.");
            settings[$"{DeploymentOptions.Section}:Peers:{parts[0]}"] = parts[1];
        }
    }

    private static HashSet<string> NamesOf(string services)
    {
        // The pages are asked for by name: a process that runs "all" takes no port that it did not take before.
        var all = Program.Modules.Select(m => m.Name).Append(GatewayApp.Name).ToList();
        List<string> known = [.. all, WebModule.Name];
        var given = services.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var names = given.SelectMany(n => n == "all" ? all : [n]).ToHashSet();
        if (names.Count == 0)
            return [.. all];
        var unknown = names.Except(known).ToList();
        return unknown.Count == 0
            ? names
            : throw new StartRefusedException(
                $"There is no service '{string.Join("', '", unknown)}'; there are {string.Join(", ", known)}.");
    }
}
