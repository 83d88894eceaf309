using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Passes prizes on whose time to be claimed is over, and goes on with deliveries that were stopped in the
/// middle.</summary>
internal sealed class ClaimSweep(IServiceScopeFactory scopes, AllianceClock clock) : TableSweep<RewardsDb>
{
    private const int RowsPerStep = 20;
    private const int ClaimsPerStep = 200;

    // A claim that its own request is about to deliver is left to it.
    private static readonly TimeSpan OwnTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override string Name => "draw-claims";

    public override async Task<int> StepAsync(RewardsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var over = await db.Draws.AsNoTracking().Where(d => d.ClaimEndTime <= now)
            .OrderBy(d => d.ClaimEndTime).Take(RowsPerStep).ToListAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        foreach (var draw in over)
            await services.GetRequiredService<DrawPassing>().PassAsync(draw, cancel);
        var before = now - OwnTime;
        var due = await db.DrawClaims.AsNoTracking()
            .Where(c => c.Delivery == PrizeDelivery.Due && c.ClaimTime <= before)
            .OrderBy(c => c.ClaimTime).Take(ClaimsPerStep).ToListAsync(cancel);
        var given = 0;
        foreach (var claim in due)
            given += await GiveAsync(db, services.GetRequiredService<DrawDelivery>(), claim, cancel) ? 1 : 0;
        return over.Count + given;
    }

    /// <summary>False where it is refused for now, since the brand is suspended for instance: those of others go
    /// on.</summary>
    private static async Task<bool> GiveAsync(
        RewardsDb db, DrawDelivery delivery, DrawClaimRow claim, CancellationToken cancel)
    {
        var draw = await db.Draws.AsNoTracking()
            .SingleAsync(d => d.PartnerId == claim.PartnerId && d.Id == claim.DrawId, cancel);
        try
        {
            await delivery.GiveAsync(draw, claim, Options, cancel);
            return true;
        }
        catch (RpcException e) when (Refusal.From(e) is not null)
        {
            return false;
        }

        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(draw.PartnerId) } },
            // gRPC's deadlines are wall-clock times of this process.
            DateTime.UtcNow + CallLimit, cancel);
    }
}
