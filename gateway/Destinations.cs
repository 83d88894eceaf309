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

    /// <summary>A cluster is named after its module; <c>ledger.long</c> is the same module with patience for long work.</summary>
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
            // Calls are unary, so a call that is idle is a call that waits for its answer: this is its whole time.
            var patience = ((cluster == module ? deployment.MaxDeadline : LongWork) + Margin).ToString("c", CultureInfo.InvariantCulture);
            yield return new($"{section}:HttpRequest:ActivityTimeout", patience);
            var addresses = Of(deployment.Peers.GetValueOrDefault(module, ""));
            for (var i = 0; i < addresses.Length; i++)
                yield return new($"{section}:Destinations:{i}:Address", addresses[i]);
            // With one address there is no choice to make, and every call asks it anyway.
            yield return new($"{section}:HealthCheck:Active:Enabled", addresses.Length > 1 ? "true" : "false");
        }
    }
}
