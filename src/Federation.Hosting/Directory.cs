using System.Collections.Frozen;
using Federation.Errors.V1;
using Federation.Partners.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>Brands, coins and merchants as of one moment. Immutable.</summary>
public sealed class DirectorySnapshot(GetDirectoryResponse response, DateTimeOffset asked)
{
    public static readonly DirectorySnapshot Empty = new(new GetDirectoryResponse(), DateTimeOffset.MinValue);

    public long Version { get; } = response.Version;

    /// <summary>When it was last known to be current, in system time.</summary>
    public DateTimeOffset Asked { get; } = asked;

    public FrozenDictionary<string, DirectoryPartner> Partners { get; } =
        response.Partners.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);

    public FrozenDictionary<string, DirectoryCoin> Coins { get; } =
        response.Coins.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);

    public FrozenDictionary<(string Partner, string Merchant), DirectoryMerchant> Merchants { get; } =
        response.Merchants.ToFrozenDictionary(m => (m.PartnerId, m.Id));

    public bool IsSuspended(string partnerId) => Partners.TryGetValue(partnerId, out var partner) && partner.Suspended;

    /// <summary>PARTNER_SUSPENDED, or null.</summary>
    public Refusal? Suspended(string partnerId) => IsSuspended(partnerId)
        ? new Refusal(ErrorReason.PartnerSuspended, $"partners/{partnerId} is suspended.").With("partner", "partners/" + partnerId)
        : null;

    internal DirectorySnapshot AskedAgain(DateTimeOffset now) => new(response, now);
}

/// <summary>
/// The directory that each process holds: a snapshot swapped whole, at most a second old, and asked for anew once when
/// something is missing, before anyone is refused.
/// </summary>
public sealed class PartnerDirectory(
    [FromKeyedServices("directory")] DirectoryService.DirectoryServiceClient client, IOptions<DeploymentOptions> deployment,
    TimeProvider time, ILogger<PartnerDirectory> logger, IHostApplicationLifetime? lifetime = null) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan MissInterval = TimeSpan.FromMilliseconds(20);
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private volatile DirectorySnapshot current = DirectorySnapshot.Empty;

    /// <summary>The newest snapshot that was seen, whatever its age; empty before the first.</summary>
    public DirectorySnapshot Latest => current;

    /// <summary>The snapshot; asked for first when there is none, or when it grew too old.</summary>
    /// <exception cref="RefusalException">MODULE_UNREACHABLE.</exception>
    public async ValueTask<DirectorySnapshot> CurrentAsync(CancellationToken cancel)
    {
        var snapshot = current;
        if (time.GetUtcNow() - snapshot.Asked <= deployment.Value.DirectoryMaxAge)
            return snapshot;
        try
        {
            return await RefreshAsync(snapshot, cancel);
        }
        catch (RpcException)
        {
            throw new RefusalException(new Refusal(ErrorReason.ModuleUnreachable, "The directory of brands and coins cannot be reached.")
            { RetryDelay = TimeSpan.FromSeconds(1) });
        }
    }

    /// <summary>A snapshot in which <paramref name="has"/> holds, after one more look if it did not.</summary>
    public async ValueTask<DirectorySnapshot> WithAsync(Func<DirectorySnapshot, bool> has, CancellationToken cancel)
    {
        var snapshot = await CurrentAsync(cancel);
        if (has(snapshot))
            return snapshot;
        try
        {
            return await RefreshAsync(snapshot, cancel);
        }
        catch (RpcException)
        {
            return snapshot;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RefreshAsync(current, stoppingToken);
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

    private async Task<DirectorySnapshot> RefreshAsync(DirectorySnapshot seen, CancellationToken cancel)
    {
        await refreshing.WaitAsync(cancel);
        try
        {
            // Somebody refreshed while we waited, or misses come faster than anything can change.
            if (current != seen || time.GetUtcNow() - seen.Asked < MissInterval)
                return current;
            var asked = time.GetUtcNow();
            var response = await client.GetDirectoryAsync(
                new GetDirectoryRequest { KnownVersion = seen.Version }, deadline: DateTime.UtcNow.AddSeconds(5), cancellationToken: cancel);
            return current = response.Unchanged ? seen.AskedAgain(asked) : new DirectorySnapshot(response, asked);
        }
        finally
        {
            refreshing.Release();
        }
    }

    public override void Dispose()
    {
        refreshing.Dispose();
        base.Dispose();
    }
}
