using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Coins that one person of a brand proposes to give to a member or to take, and another one approves. Each
/// RPC is in the file of its name; here is what they share.</summary>
internal sealed partial class AdjustmentService(
    LedgerDb db, AdjustmentBooking booking, PartnerDirectory directory, MemberNames names, PageTokens pages,
    TimeProvider time)
    : V1.AdjustmentService.AdjustmentServiceBase
{
    /// <summary>How long a proposal waits.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    private static RefusalException NotFound(string name) =>
        new(Refusal.NotFound(ErrorReason.AdjustmentNotFound, name));

    private static (string Partner, Guid Id) NameOf(Form form, string name)
    {
        form.Check(
            ResourceNames.TryAdjustment(name, out var partner, out var id), "name",
            "must be partners/{p}/adjustments/{uuid}");
        return (partner ?? "", id);
    }

    private async Task<DateTimeOffset> NowAsync(CancellationToken cancel) =>
        (await db.ReadClockAsync(time, cancel)).AllianceTime;

    /// <summary>ADJUSTMENT_NOT_FOUND where it is none of the caller's.</summary>
    private async Task<AdjustmentRow> FindAsync(
        (string Partner, Guid Id) name, Caller caller, CancellationToken cancel) =>
        (caller.PartnerId == name.Partner
            ? await db.Adjustments.AsNoTracking().SingleOrDefaultAsync(
                a => a.Id == name.Id && a.PartnerId == name.Partner, cancel)
            : null)
        ?? throw NotFound(ResourceNames.Adjustment(name.Partner, name.Id));

    /// <summary>The brands, as fresh as a refusal of this command needs them.</summary>
    private async Task<DirectorySnapshot> RequireAtWorkAsync(Caller caller, string? coin, CancellationToken cancel)
    {
        var snapshot = await directory.WithAsync(
            d => Suspensions.AdjustmentCommands.Refuses(d, caller.PartnerId) is null
                && (coin is null || d.Coins.ContainsKey(coin)),
            cancel);
        if (Suspensions.AdjustmentCommands.Refuses(snapshot, caller.PartnerId) is { } suspended)
            throw new RefusalException(suspended);
        return snapshot;
    }

    /// <summary>COIN_NOT_FOUND, NOT_YOURS.</summary>
    private static CoinPolicy RequireOwn(Caller caller, DirectorySnapshot snapshot, string coin)
    {
        if (!snapshot.Coins.TryGetValue(coin, out var known))
            throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin)));
        caller.RequireOwn(known.PartnerId, ResourceNames.Coin(coin));
        return CoinPolicies.Of(snapshot)[coin];
    }

    /// <summary>How much a person may propose a day for a coin.</summary>
    private async Task<(long Units, bool Usual)> LimitAsync(
        string coin, DirectorySnapshot snapshot, CancellationToken cancel)
    {
        var set = await db.AdjustmentLimits.AsNoTracking().SingleOrDefaultAsync(l => l.Coin == coin, cancel);
        return set is null ? (AdjustmentRules.UsualLimit(snapshot.Coins[coin].Scale), true) : (set.DailyUnits, false);
    }

    /// <summary>How much a person proposed on a coin's day; null where nothing.</summary>
    private Task<long?> DayUnitsAsync(string coin, string proposer, int day, CancellationToken cancel) =>
        db.AdjustmentDays.Where(d => d.Coin == coin && d.Proposer == proposer && d.Day == day)
            .Select(d => (long?)d.Units).SingleOrDefaultAsync(cancel);

    private Adjustment Shown(AdjustmentRow row, Caller caller, DateTimeOffset now) =>
        row.ToAdjustment(names.NameFor(caller, new MemberId(row.MemberId)), now);

    /// <summary>Moves a proposal on, once: of two who decide at the same time, the second finds that it is
    /// decided.</summary>
    private async Task DecideAsync(AdjustmentRow row, CancellationToken cancel)
    {
        var taken = await db.Adjustments.Where(a => a.Id == row.Id && a.Stage == AdjustmentStage.Proposed)
            .ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Stage, row.Stage).SetProperty(a => a.Decider, row.Decider)
                    .SetProperty(a => a.DeciderSender, row.DeciderSender)
                    .SetProperty(a => a.DecideTime, row.DecideTime)
                    .SetProperty(a => a.DecisionReason, row.DecisionReason),
                cancel);
        if (taken == 0)
            throw new RefusalException(AdjustmentRules.NotProposed(row));
    }
}
