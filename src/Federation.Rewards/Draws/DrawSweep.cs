using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Rewards;

/// <summary>Goes on with draws whose closing or cancelling was stopped in the middle.</summary>
internal sealed class DrawSweep(IServiceScopeFactory scopes, TimeProvider time, ILogger<DrawSweep> logger)
    : TableSweep<RewardsDb>
{
    private const string SweepName = "draws";
    private const int DrawsPerStep = 20;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly SweepRows<DrawId> draws = new(SweepName, time, logger);

    public override string Name => SweepName;

    public override Task<int> StepAsync(RewardsDb db, CancellationToken cancel) => draws.EachAsync(
        db.Draws.AsNoTracking().Where(d => d.State == DrawState.Closing || d.State == DrawState.Cancelling)
            .OrderBy(d => d.PartnerId).ThenBy(d => d.Id),
        DrawsPerStep, d => d.Name, d => FinishAsync(d, cancel), cancel);

    private async Task FinishAsync(DrawRow draw, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (draw.State == DrawState.Closing)
            await services.GetRequiredService<DrawClosing>().FinishAsync(draw, Options, cancel);
        else
            await services.GetRequiredService<DrawCancelling>().FinishAsync(draw, Options, cancel);

        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(draw.PartnerId) } },
            // gRPC's deadlines are wall-clock times of this process.
            DateTime.UtcNow + CallLimit, cancel);
    }
}
