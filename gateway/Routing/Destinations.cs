using System.Globalization;
using Federation.Hosting;

namespace Federation.Gateway;

/// <summary>Lays the deployment's addresses over the clusters of the routes' file.</summary>
internal static class Destinations
{
    /// <summary>A module answers later than the longest deadline by this, so that its own word comes first.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>How long an admin's work over all the books may take, for instance CheckBooks.</summary>
    private static readonly TimeSpan LongWork = TimeSpan.FromMinutes(15);

    /// <summary>How long a stream may be silent: three of its signs of life.</summary>
    private static readonly TimeSpan StreamSilence = TimeSpan.FromSeconds(90);

    /// <summary>A cluster is named after its module; <c>ledger.long</c> is the same module with patience for long work,
    /// <c>ledger.stream</c> with patience for streams.</summary>
    public static string ModuleOf(string cluster) => cluster.Split('.')[0];

    /// <summary>The modules' addresses: one, or several separated by commas.</summary>
    public static string[] Of(string addresses) =>
        addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static IEnumerable<KeyValuePair<string, string?>> Settings(
        DeploymentOptions deployment, IEnumerable<string> clusters)
    {
        foreach (var cluster in clusters)
        {
            var module = ModuleOf(cluster);
            var section = $"ReverseProxy:Clusters:{cluster}";
            var patience = PatienceOf(cluster, deployment) + Margin;
            yield return new(
                $"{section}:HttpRequest:ActivityTimeout", patience.ToString("c", CultureInfo.InvariantCulture));
            var addresses = Of(deployment.Peers.GetValueOrDefault(module, ""));
            for (var i = 0; i < addresses.Length; i++)
                yield return new($"{section}:Destinations:{i}:Address", addresses[i]);
            // With one address there is no choice to make, and every call asks it anyway.
            yield return new($"{section}:HealthCheck:Active:Enabled", addresses.Length > 1 ? "true" : "false");
        }
    }
    /// <summary>How long a call may be idle. A unary call that is idle waits for its answer, so this is its whole time;
    /// a stream lasts as long as either side says something.</summary>
    private static TimeSpan PatienceOf(string cluster, DeploymentOptions deployment) => cluster.Split('.') switch
    {
        [_, "long"] => LongWork,
        [_, "stream"] => StreamSilence,
        _ => deployment.MaxDeadline,
    };
}
