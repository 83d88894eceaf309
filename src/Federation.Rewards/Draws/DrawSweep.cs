using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Goes on with draws whose closing or cancelling was stopped in the middle.</summary>
internal sealed class DrawSweep(IServiceScopeFactory scopes) : TableSweep<RewardsDb>
{
    private const int DrawsPerStep = 20;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override string Name => "draws";

    public override async Task<int> StepAsync(RewardsDb db, CancellationToken cancel)
    {
        var open = await db.Draws.AsNoTracking()
            .Where(d => d.State == DrawState.Closing || d.State == DrawState.Cancelling)
            .OrderBy(d => d.PartnerId).ThenBy(d => d.Id).Take(DrawsPerStep).ToListAsync(cancel);
        foreach (var draw in open)
            await FinishAsync(draw, cancel);
        return open.Count;
    }

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
