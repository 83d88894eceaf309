using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Reads rewards for redemptions. Who asks at the same time is answered by one statement.</summary>
internal sealed class RewardReader
{
    private readonly IServiceScopeFactory scopes;
    private readonly Batcher<RewardId, RewardRow?> batcher;

    public RewardReader(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        batcher = new(ReadAsync);
    }

    /// <summary>The reward; null where there is none.</summary>
    public Task<RewardRow?> FindAsync(RewardId reward, CancellationToken cancel) => batcher.AskAsync(reward, cancel);

    private async Task<IReadOnlyList<RewardRow?>> ReadAsync(IReadOnlyList<RewardId> rewards)
    {
        var partners = rewards.Select(r => r.PartnerId).Distinct().ToList();
        var ids = rewards.Select(r => r.Id).Distinct().ToList();
        await using var scope = scopes.CreateAsyncScope();
        // Brands may have rewards of one id: of a few more than are asked for, each caller gets its own.
        var rows = await scope.ServiceProvider.GetRequiredService<RewardsDb>().Rewards.AsNoTracking()
            .Where(r => partners.Contains(r.PartnerId) && ids.Contains(r.Id)).ToListAsync();
        var found = rows.ToDictionary(r => new RewardId(r.PartnerId, r.Id));
        return [.. rewards.Select(found.GetValueOrDefault)];
    }
}
