using Federation.Errors.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>The directory that each process holds: a snapshot that is usually at most a second old. What is missing or
/// suspended in it may have been defined or resumed since: then the directory is asked again, by a question that begins
/// after the caller came, before anyone is refused.</summary>
public sealed class PartnerDirectory : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);

    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private readonly DirectoryService.DirectoryServiceClient client;
    private readonly RevokedClients revoked;
    private readonly TimeProvider time;
    private readonly TimeSpan maxAge;
    private readonly ILogger<PartnerDirectory> logger;
    private readonly IHostApplicationLifetime? lifetime;
    private readonly SnapshotHolder<DirectorySnapshot> held;

    public PartnerDirectory(
        [FromKeyedServices("directory")] DirectoryService.DirectoryServiceClient client,
        IOptions<DeploymentOptions> deployment,
        RevokedClients revoked, TimeProvider time, ILogger<PartnerDirectory> logger,
        IHostApplicationLifetime? lifetime = null)
    {
        (this.client, this.revoked, this.time, this.logger, this.lifetime) = (client, revoked, time, logger, lifetime);
        maxAge = deployment.Value.DirectoryMaxAge;
        held = new(DirectorySnapshot.Empty, ReadAsync, time, Spacing);
    }

    /// <summary>The newest snapshot that was seen, whatever its age; empty before the first.</summary>
    public DirectorySnapshot Latest => held.Latest;

    /// <summary>The snapshot; asked for first when there is none, or when it grew too old.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE, to be tried again.</exception>
    public ValueTask<DirectorySnapshot> CurrentAsync(CancellationToken cancel)
    {
        var current = held.NoOlderThanAsync(maxAge, cancel);
        return current.IsCompletedSuccessfully ? current : new(OrUnreachableAsync(current.AsTask()));
    }

    /// <summary>A snapshot in which <paramref name="has"/> holds, or else one that was asked for after this call:
    /// whoever is refused by what this answers is refused for good.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE, to be tried again: it must not be remembered as a
    /// command's outcome.</exception>
    public async ValueTask<DirectorySnapshot> WithAsync(Func<DirectorySnapshot, bool> has, CancellationToken cancel)
    {
        var snapshot = await CurrentAsync(cancel);
        return has(snapshot) ? snapshot : await FreshAsync(cancel);
    }

    /// <summary>Why a brand's command is stopped, by a snapshot of which it is certain; null: it is not.</summary>
    /// <inheritdoc cref="WithAsync"/>
    public async Task<Refusal?> SuspendedAsync(SuspensionRule rule, string caller, CancellationToken cancel) =>
        rule.Refuses(await WithAsync(d => rule.Refuses(d, caller) is null, cancel), caller);

    /// <summary>A snapshot that was asked for after this call.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE, to be tried again.</exception>
    public Task<DirectorySnapshot> FreshAsync(CancellationToken cancel) => OrUnreachableAsync(held.FreshAsync(cancel));

    private static async Task<DirectorySnapshot> OrUnreachableAsync(Task<DirectorySnapshot> asked)
    {
        try
        {
            return await asked;
        }
        catch (RpcException)
        {
            throw new RefusalException(
                new Refusal(ErrorReason.ModuleUnreachable, "The directory of brands and coins cannot be reached.")
                { RetryDelay = TimeSpan.FromSeconds(1) });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await held.FreshAsync(stoppingToken);
            }
            catch (RpcException e) when (!stoppingToken.IsCancellationRequested)
            {
                // The server stops before its services do: then nobody is left to be asked.
                if (lifetime?.ApplicationStopping.IsCancellationRequested != true)
                    Log.DirectoryStale(logger, e.Status.Detail);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<DirectorySnapshot> ReadAsync(DirectorySnapshot known)
    {
        // gRPC's deadlines are wall-clock times of this process.
        var response = await client.GetDirectoryAsync(
            new GetDirectoryRequest { KnownVersion = known.Version }, deadline: DateTime.UtcNow + CallLimit);
        if (response.Unchanged)
            return known;
        // Before the snapshot is held: whoever sees the new one must not be let in by a client that it has revoked.
        revoked.Set(response.RevokedClientIds);
        return new DirectorySnapshot(response);
    }
}
