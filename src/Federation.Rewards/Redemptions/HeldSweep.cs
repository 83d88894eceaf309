using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Rewards;

/// <summary>Releases redemptions that were held and about which nobody has decided in time, in the name of their brand,
/// and notes those that were decided.</summary>
internal sealed class HeldSweep(
    IServiceScopeFactory scopes, AllianceClock clock, PartnerDirectory directory, TimeProvider time,
    [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting, ILogger<HeldSweep> logger)
    : TableSweep<RewardsDb>
{
    private const string SweepName = "held-redemptions";
    private const int RedemptionsPerStep = 50;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly SweepRows<RedemptionId> held = new(SweepName, time, logger);

    public override string Name => SweepName;

    public override async Task<int> StepAsync(RewardsDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = db.Redemptions.AsNoTracking().Where(r => r.HoldExpireTime <= now);
        // Of a suspended brand they wait until it is resumed.
        var snapshot = await directory.CurrentAsync(cancel);
        var brands = (await due.Select(r => r.PartnerId).Distinct().ToListAsync(cancel))
            .Where(b => Suspensions.RewardCommands.Refuses(snapshot, b) is null).ToList();
        if (brands.Count == 0)
            return 0;
        await using var scope = scopes.CreateAsyncScope();
        var decisions = scope.ServiceProvider.GetRequiredService<RedemptionDecisions>();
        return await held.EachAsync(
            due.Where(r => brands.Contains(r.PartnerId)).OrderBy(r => r.HoldExpireTime), RedemptionsPerStep,
            r => r.Name, r => LookAsync(db, decisions, r, now, cancel), cancel);
    }

    /// <summary>Releases the redemption if it is held still, and notes when it is looked at again.</summary>
    private async Task LookAsync(
        RewardsDb db, RedemptionDecisions decisions, RedemptionRow row, DateTimeOffset now, CancellationToken cancel)
    {
        var later = await Contention.Orders.ExecuteAsync(
            async _ => await ReleaseAsync(decisions, row, now, cancel), cancel);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Redemptions.Where(r => r.Id == row.Id && r.HoldExpireTime == row.HoldExpireTime)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.HoldExpireTime, later), cancel);
    }

    /// <returns>When it is due, if it is not yet: another attempt to redeem may have written the row.</returns>
    /// <exception cref="RefusalException">Its coupon cannot be given now.</exception>
    private async Task<DateTimeOffset?> ReleaseAsync(
        RedemptionDecisions decisions, RedemptionRow row, DateTimeOffset now, CancellationToken cancel)
    {
        // A row without a journal is a redemption that was never booked.
        if (await new RedemptionBook(posting).FindAsync(row.Name, Options) is not { } history
            || history.Now.State != RedemptionState.Held)
            return null;
        var expires = history.Now.Hold.ExpireTime.ToDateTimeOffset();
        if (expires > now)
            return expires;
        var head = new PostBundleRequest
        {
            RequestId = RedemptionKeys.ReleaseOf(row.Name).ToString("D"),
            Fingerprint = ByteString.CopyFrom(TextHash.Of(SweepName, row.Name.ToString())),
            Kind = JournalKind.Reward,
            Consumes =
            {
                new Consumption
                {
                    Key = RedemptionKeys.StepOf(row.Name, history.Count),
                    RefusalReason = Refusal.NameOf(ErrorReason.Contended),
                },
            },
        };
        var decided = new RedemptionHold
        {
            Decision = RedemptionDecision.Release,
            DecideTime = now.ToTimestamp(),
        };
        var (refusal, bundle) = await decisions.PlanAsync(history, row, decided, head, Options());
        if (refusal is not null)
            throw new RefusalException(refusal);
        await posting.PostBundleAsync(bundle, Options());
        return null;

        CallOptions Options() => new(
            new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(row.PartnerId) } },
            // gRPC's deadlines are wall-clock times of this process.
            DateTime.UtcNow + CallLimit, cancel);
    }
}
