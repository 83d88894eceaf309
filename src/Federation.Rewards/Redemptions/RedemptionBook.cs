using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Redemptions as the ledger has them.</summary>
internal sealed class RedemptionBook(
    [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting)
{
    // As many as the ledger finds at once, by the steps of each.
    private const int RedemptionsPerCall = 128 / RedemptionKeys.MostSteps;

    /// <summary>The redemption; null where no journal has made it.</summary>
    public async Task<RedemptionHistory?> FindAsync(RedemptionId redemption, Func<CallOptions> options) =>
        (await FindAsync([redemption], options)).GetValueOrDefault(redemption);

    /// <summary>Those that journals have made.</summary>
    /// <param name="redemptions">Which.</param>
    /// <param name="options">For whom; each call to the ledger has an end of its own.</param>
    public async Task<Dictionary<RedemptionId, RedemptionHistory>> FindAsync(
        IEnumerable<RedemptionId> redemptions, Func<CallOptions> options)
    {
        var found = new Dictionary<RedemptionId, RedemptionHistory>();
        foreach (var some in redemptions.Chunk(RedemptionsPerCall))
        {
            var keys = some.SelectMany(r => Enumerable.Range(0, RedemptionKeys.MostSteps)
                .Select(step => (Redemption: r, Key: RedemptionKeys.StepOf(r, step)))).ToList();
            var request = new FindBundlesRequest();
            request.Keys.AddRange(keys.Select(k => k.Key));
            var bundles = (await posting.FindBundlesAsync(request, options())).Bundles
                .ToDictionary(b => b.Key, StringComparer.Ordinal);
            foreach (var steps in keys.Where(k => bundles.ContainsKey(k.Key)).GroupBy(k => k.Redemption, k => k.Key))
                found[steps.Key] = new RedemptionHistory(steps.Key, [.. steps.Select(key => bundles[key])]);
        }
        return found;
    }
}
