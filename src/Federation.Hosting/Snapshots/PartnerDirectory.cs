using System.Collections.Frozen;
using Federation.Errors.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>The directory that each process holds: a snapshot that is swapped whole and usually at most a second old.
/// What is missing or suspended in it may have been defined or resumed since: then the directory is asked again, by a
/// question that begins after the caller came, before anyone is refused. Callers share questions: one is under way at
/// most, and all who came since share the next.</summary>
public sealed class PartnerDirectory : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);

    // From the beginning of one question to that of the next: a flood of misses does not become a flood of questions.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private readonly DirectoryService.DirectoryServiceClient client;
    private readonly RevokedClients revoked;
    private readonly TimeProvider time;
    private readonly TimeSpan maxAge;
    private readonly ILogger<PartnerDirectory> logger;
    private readonly IHostApplicationLifetime? lifetime;
    private readonly Batcher<Asker, DirectorySnapshot> questions;
    private volatile Held held = new(DirectorySnapshot.Empty, null);
    private long? begun;

    public PartnerDirectory(
        [FromKeyedServices("directory")] DirectoryService.DirectoryServiceClient client, IOptions<DeploymentOptions> deployment,
        RevokedClients revoked, TimeProvider time, ILogger<PartnerDirectory> logger, IHostApplicationLifetime? lifetime = null)
    {
        (this.client, this.revoked, this.time, this.logger, this.lifetime) = (client, revoked, time, logger, lifetime);
        maxAge = deployment.Value.DirectoryMaxAge;
        questions = new(ReadAsync, most: int.MaxValue, lanes: 1);
    }

    /// <summary>The newest snapshot that was seen, whatever its age; empty before the first.</summary>
    public DirectorySnapshot Latest => held.Snapshot;

    /// <summary>The snapshot; asked for first when there is none, or when it grew too old.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE, to be tried again.</exception>
    public ValueTask<DirectorySnapshot> CurrentAsync(CancellationToken cancel)
    {
        var known = held;
        return known.Asked is { } asked && time.GetElapsedTime(asked) <= maxAge ? new(known.Snapshot) : new(FreshAsync(cancel));
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

    /// <summary>A snapshot that was asked for after this call.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE, to be tried again.</exception>
    public async Task<DirectorySnapshot> FreshAsync(CancellationToken cancel)
    {
        try
        {
            return await questions.AskAsync(default, cancel);
        }
        catch (RpcException)
        {
            throw new RefusalException(new Refusal(ErrorReason.ModuleUnreachable, "The directory of brands and coins cannot be reached.")
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
                await questions.AskAsync(default, stoppingToken);
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

    /// <summary>One question for all who ask. One at a time, so that no older answer replaces a newer one.</summary>
    private async Task<IReadOnlyList<DirectorySnapshot>> ReadAsync(IReadOnlyList<Asker> askers)
    {
        if (begun is { } before && Spacing - time.GetElapsedTime(before) is { Ticks: > 0 } early)
            await Task.Delay(early, time);
        var (known, asked) = (held, time.GetTimestamp());
        begun = asked;
        // gRPC's deadlines are wall-clock times of this process.
        var response = await client.GetDirectoryAsync(
            new GetDirectoryRequest { KnownVersion = known.Snapshot.Version }, deadline: DateTime.UtcNow + CallLimit);
        var snapshot = response.Unchanged ? known.Snapshot : new DirectorySnapshot(response);
        if (!response.Unchanged)
            revoked.Set(response.RevokedClientIds);
        held = new Held(snapshot, asked);
        return [.. Enumerable.Repeat(snapshot, askers.Count)];
    }

    /// <summary>All ask the same.</summary>
    private readonly record struct Asker;

    /// <summary>The snapshot and when it was last asked for, as a timestamp: ages are not those of a clock that
    /// somebody may set.</summary>
    private sealed record Held(DirectorySnapshot Snapshot, long? Asked);
}
