using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Rewards;

/// <summary>Passes prizes on whose time to be claimed is over, and goes on with deliveries that were stopped in the
/// middle.</summary>
internal sealed class ClaimSweep(
    IServiceScopeFactory scopes, AllianceClock clock, PartnerDirectory directory, TimeProvider time,
    ILogger<ClaimSweep> logger) : TableSweep<RewardsDb>
{
    private const string SweepName = "draw-claims";
    private const int DrawsPerStep = 20;
    private const int ClaimsPerStep = 200;

    // A claim that its own request is about to deliver is left to it.
    private static readonly TimeSpan OwnTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly SweepRows<DrawId> draws = new(SweepName, time, logger);
    private readonly SweepRows<(DrawId Draw, int Place)> claims = new(SweepName, time, logger);

    public override string Name => SweepName;

    public override async Task<int> StepAsync(RewardsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        await using var scope = scopes.CreateAsyncScope();
        var passing = scope.ServiceProvider.GetRequiredService<DrawPassing>();
        var passed = await draws.EachAsync(
            db.Draws.AsNoTracking().Where(d => d.ClaimEndTime <= now).OrderBy(d => d.ClaimEndTime),
            DrawsPerStep, d => d.Name, d => passing.PassAsync(d, cancel), cancel);
        var before = now - OwnTime;
        var due = db.DrawClaims.AsNoTracking()
            .Where(c => c.Delivery == PrizeDelivery.Due && c.ClaimTime <= before);
        // What a suspended brand's prizes give waits until it is resumed.
        var snapshot = await directory.CurrentAsync(cancel);
        var brands = (await due.Select(c => c.PartnerId).Distinct().ToListAsync(cancel))
            .Where(b => Suspensions.DrawCommands.Refuses(snapshot, b) is null).ToList();
        if (brands.Count == 0)
            return passed;
        var delivery = scope.ServiceProvider.GetRequiredService<DrawDelivery>();
        var given = await claims.EachAsync(
            due.Where(c => brands.Contains(c.PartnerId)).OrderBy(c => c.ClaimTime), ClaimsPerStep,
            c => (c.Draw, c.Place), c => GiveAsync(db, delivery, c, cancel), cancel);
        return passed + given;
    }

    private static async Task GiveAsync(
        RewardsDb db, DrawDelivery delivery, DrawClaimRow claim, CancellationToken cancel)
    {
        var draw = await db.Draws.AsNoTracking()
            .SingleAsync(d => d.PartnerId == claim.PartnerId && d.Id == claim.DrawId, cancel);
        await delivery.GiveAsync(draw, claim, Options, cancel);

        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(draw.PartnerId) } },
            // gRPC's deadlines are wall-clock times of this process.
            DateTime.UtcNow + CallLimit, cancel);
    }
}
