using Federation.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Federation.Host;

/// <summary>A module, as the host runs it.</summary>
/// <param name="Name">As in <c>--services</c> and <c>--peer</c>.</param>
/// <param name="Add">Registers its services.</param>
/// <param name="Map">Maps its RPCs.</param>
/// <param name="Needs">The modules that it calls: in this process, or at a known address.</param>
internal sealed record Module(
    string Name, Action<WebApplicationBuilder, DeploymentOptions> Add, Action<WebApplication> Map,
    IReadOnlyList<string> Needs)
{
    /// <summary>Runs after the migration and before anything is served.</summary>
    public Func<IServiceProvider, DeploymentOptions, CancellationToken, Task> Prepare { get; init; } =
        (_, _, _) => Task.CompletedTask;
}
