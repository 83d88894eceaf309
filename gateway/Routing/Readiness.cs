using System.Net;
using Federation.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Federation.Gateway;

/// <summary>Ready when every module answers at one of its addresses, over the protocol that calls take.</summary>
internal sealed class Readiness(IOptions<DeploymentOptions> deployment, SharedHttpClient http, RoutedModules modules)
    : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var answers = await Task.WhenAll(modules.Names.Select(m => AnswersAsync(m, cancellationToken)));
        var silent = modules.Names.Where((_, i) => !answers[i]).ToList();
        return silent.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Not answering: {string.Join(", ", silent)}.");
    }

    private async Task<bool> AnswersAsync(string module, CancellationToken cancel)
    {
        var addresses = Destinations.Of(deployment.Value.Peers.GetValueOrDefault(module, ""));
        var answers = await Task.WhenAll(addresses.Select(a => IsHealthyAsync(a, cancel)));
        return answers.Contains(true);
    }

    private async Task<bool> IsHealthyAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address.TrimEnd('/') + "/healthz")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var response = await http.Invoker.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
