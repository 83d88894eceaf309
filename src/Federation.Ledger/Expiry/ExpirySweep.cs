using System.Security.Cryptography;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// Submits what time has done: coins that expired are taken, holds that have ended are released. It selects wallets;
/// what happens to each is decided under its lock, as of that moment. So it needs no memory of where it stopped, and
/// two at once do no harm. Each wallet is a submission of its own: one that fails is set aside and keeps no other from
/// being swept.
/// </summary>
internal sealed class ExpirySweep(
    IServiceScopeFactory scopes, LedgerWriter writer, PartnerDirectory directory, TimeProvider time,
    ILogger<ExpirySweep> logger)
{
    // What is submitted at once may be decided in one group, for which callers wait.
    private const int ChunkSize = 100;

    // More than so many wallets that cannot be swept are a fault of something else, which the next sweep meets again.
    private const int MaxAside = 1000;
    private static readonly long FirstActivityLot = Lot.OfActivity(Provenance.Promotional).Code;
    private static readonly long FirstEternalLot = Lot.Of(null, Provenance.Promotional).Code;
    private readonly SweepAside<Guid> aside = new(time);

    /// <summary>Sweeps until nothing is due, or <paramref name="maxWallets"/> were done.</summary>
    /// <param name="mayGoOn">Asked before each step.</param>
    public async Task<Swept> RunAsync(int maxWallets, Func<Task<bool>> mayGoOn, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var run = new SweepRun();
        // Lots below it were looked at: the sweep passes over those whose end is not announced once, not in each step.
        var from = 0L;
        while (run.Done.Count < maxWallets && await mayGoOn())
        {
            // By the database's clock: a node whose own is ahead sees nothing due that is not.
            var clock = await db.ReadClockAsync(time, cancel);
            var but = aside.Keys;
            if (clock.Jumped || but.Count > MaxAside)
                break;
            var most = Math.Min(ChunkSize, maxWallets - run.Done.Count);
            (var due, from) = await DueAsync(db, clock.AllianceTime, from, most, but, cancel);
            if (due.Count == 0 && from == 0)
                break;
            // What stayed due, or became so meanwhile, may be below.
            if (due.Count == 0)
                from = 0;
            else
                await SweepAsync(db, due, clock.AllianceTime, run, cancel);
        }
        await ForgetPassedActivityAsync(db, mayGoOn, cancel);
        return new Swept(run.Wallets, run.Holds);
    }

    /// <summary>
    /// A wallet whose activity has passed, and which has no coins that lived by it, need not be looked at again:
    /// without an end it is decided on as it was with one that has passed.
    /// </summary>
    private async Task ForgetPassedActivityAsync(LedgerDb db, Func<Task<bool>> mayGoOn, CancellationToken cancel)
    {
        var clock = await db.ReadClockAsync(time, cancel);
        if (clock.Jumped)
            return;
        var now = clock.AllianceTime;
        var idle = db.Wallets.Where(w => w.ActiveUntil != null && w.ActiveUntil <= now
            && !db.Lots.Any(l => l.WalletId == w.Id && l.Lot >= FirstActivityLot && l.Lot < FirstEternalLot));
        while (await mayGoOn())
        {
            var some = await idle.AsNoTracking().OrderBy(w => w.ActiveUntil).Select(w => w.Id).Take(ChunkSize)
                .ToListAsync(cancel);
            // Asked again under the rows' locks: a command may have come meanwhile.
            if (some.Count == 0 || await idle.Where(w => some.Contains(w.Id))
                .ExecuteUpdateAsync(w => w.SetProperty(x => x.ActiveUntil, (DateTimeOffset?)null), cancel) == 0)
                return;
        }
    }

    /// <summary>Whether anything is due now.</summary>
    public static async Task<SweepStatus> StatusAsync(LedgerDb db, TimeProvider time, CancellationToken cancel)
    {
        var now = (await db.ReadClockAsync(time, cancel)).AllianceTime;
        var oldestLot = await ExpiredLots(db, now).MinAsync(l => (long?)l.Lot, cancel);
        var oldestActivity = await InactiveWallets(db, now).MinAsync(w => w.ActiveUntil, cancel);
        var ended = oldestLot is { } code ? new Lot(code).GoneAt : null;
        if (oldestActivity is { } activity && !(ended <= activity))
            ended = activity;
        return new SweepStatus
        {
            Complete = ended is null && !await PassedHolds(db, now).AnyAsync(cancel),
            AsOfTime = now.ToTimestamp(),
            OldestExpireTime = ended?.ToTimestamp(),
        };
    }

    /// <summary>Free coins in lots that ended at a date; codes sort by it. Where the end was not announced they live on
    /// for a while.</summary>
    private static IQueryable<LotRow> ExpiredLots(LedgerDb db, DateTimeOffset now)
    {
        var (alive, atAnyRate) = (Lot.FirstAliveAt(now), Lot.FirstAliveAt(now - Lot.LongestExtension));
        return db.Lots.AsNoTracking().Where(l => l.Lot < alive && l.Remaining > l.Held
            && ((l.Lot & Lot.Unannounced) == 0 || l.Lot < atAnyRate));
    }

    /// <summary>Wallets with free coins that lived as long as the member was active.</summary>
    private static IQueryable<WalletRow> InactiveWallets(LedgerDb db, DateTimeOffset now) =>
        db.Wallets.AsNoTracking().Where(w => w.ActiveUntil != null && w.ActiveUntil <= now
            && db.Lots.Any(
                l => l.WalletId == w.Id && l.Lot >= FirstActivityLot && l.Lot < FirstEternalLot
                && l.Remaining > l.Held));

    private static IQueryable<HoldRow> PassedHolds(LedgerDb db, DateTimeOffset now) =>
        db.Holds.AsNoTracking().Where(h => h.Until <= now);

    /// <summary>Wallets of which something is due, those of lots from a code on first, and where to go on.</summary>
    private static async Task<(HashSet<Guid> Wallets, long Next)> DueAsync(
        LedgerDb db, DateTimeOffset now, long from, int limit, IReadOnlyList<Guid> but, CancellationToken cancel)
    {
        var lots = ExpiredLots(db, now).Where(l => l.Lot >= from);
        var inactive = InactiveWallets(db, now);
        var holds = PassedHolds(db, now);
        if (but.Count > 0)
        {
            lots = lots.Where(l => !but.Contains(l.WalletId));
            inactive = inactive.Where(w => !but.Contains(w.Id));
            holds = holds.Where(h => !but.Contains(h.WalletId));
        }
        var first = await lots.OrderBy(l => l.Lot).Select(l => new { l.WalletId, l.Lot }).Take(limit)
            .ToListAsync(cancel);
        var due = first.Select(l => l.WalletId).ToHashSet();
        if (due.Count < limit)
            due.UnionWith(
                await inactive.OrderBy(w => w.ActiveUntil).Select(w => w.Id).Take(limit - due.Count)
                .ToListAsync(cancel));
        if (due.Count < limit)
            due.UnionWith(
                await holds.OrderBy(h => h.Until).Select(h => h.WalletId).Take(limit - due.Count).ToListAsync(cancel));
        return (due, first.Count > 0 ? first[^1].Lot : from);
    }

    private async Task SweepAsync(
        LedgerDb db, HashSet<Guid> due, DateTimeOffset now, SweepRun run, CancellationToken cancel)
    {
        var wallets = await db.Wallets.AsNoTracking().Where(w => due.Contains(w.Id))
            .Select(w => new { w.Id, w.MemberId, w.Coin }).ToListAsync(cancel);
        // The writer must know all these coins: a hold that ends gives back by its coin's rule.
        await directory.WithAsync(s => wallets.TrueForAll(w => s.Coins.ContainsKey(w.Coin)), cancel);
        var was = await CountAsync(db, due, now, cancel);
        await Task.WhenAll(wallets.Select(w => SweepAsync(w.Id, new WalletKey(w.MemberId, w.Coin), run, cancel)));
        var left = await CountAsync(db, due, now, cancel);
        run.Wallets += Math.Max(0, was.Wallets - left.Wallets);
        run.Holds += Math.Max(0, was.Holds - left.Holds);
    }

    private async Task SweepAsync(Guid wallet, WalletKey key, SweepRun run, CancellationToken cancel)
    {
        try
        {
            switch (await SubmitAsync(key, cancel))
            {
                // More holds have ended than are released at once: the wallet is still due.
                case ErrorReason.Contended:
                    return;
                // Where only holds had ended nothing is left to expire; of a wallet that stays due something is wrong.
                case null:
                case ErrorReason.InsufficientCoins when run.TryEnd(wallet):
                    aside.Remove(wallet);
                    run.End(wallet);
                    return;
                default:
                    SetAside(wallet, null);
                    return;
            }
        }
        catch (Exception e) when (e is not (RefusalException or OperationCanceledException))
        {
            SetAside(wallet, e);
        }
    }

    private void SetAside(Guid wallet, Exception? exception)
    {
        var (failures, wait) = aside.Add(wallet);
        Log.SweepWalletSetAside(logger, exception, wallet, failures, wait);
    }

    /// <summary>How many of these wallets have coins that expired, and how many holds on them have passed.</summary>
    private static async Task<Swept> CountAsync(
        LedgerDb db, HashSet<Guid> wallets, DateTimeOffset now, CancellationToken cancel)
    {
        var expired = await ExpiredLots(db, now).Where(l => wallets.Contains(l.WalletId)).Select(l => l.WalletId)
            .Distinct().ToListAsync(cancel);
        var inactive = await InactiveWallets(db, now).Where(w => wallets.Contains(w.Id)).Select(w => w.Id)
            .ToListAsync(cancel);
        var holds = await PassedHolds(db, now).Where(h => wallets.Contains(h.WalletId)).Select(h => h.HoldId).Distinct()
            .CountAsync(cancel);
        return new Swept(expired.Union(inactive).Count(), holds);
    }

    /// <summary>What a wallet's sweep was refused with; null: coins expired.</summary>
    /// <exception cref="RefusalException">The ledger cannot decide now, whatever the wallet.</exception>
    private async Task<ErrorReason?> SubmitAsync(WalletKey key, CancellationToken cancel)
    {
        while (true)
            try
            {
                var outcome = (await writer.SubmitAsync([Expire(key)], atomic: false, cancel))[0];
                if (outcome.Refusal is
                    {
                        Reason: ErrorReason.QueueFull or ErrorReason.OutcomeUnknown
                    or ErrorReason.ClockJumped
                    } cannot)
                    throw new RefusalException(cannot);
                return outcome.Refusal?.Reason;
            }
            catch (RefusalException e) when (e.Refusal.Reason == ErrorReason.QueueFull)
            {
                await Task.Delay(e.Refusal.RetryDelay ?? TimeSpan.FromMilliseconds(100), time, cancel);
            }
    }

    /// <summary>Nobody sends it twice, so its content needs no telling apart.</summary>
    private static Command.Expire Expire(WalletKey wallet)
    {
        var id = Guid.CreateVersion7();
        var fingerprint = SHA256.HashData(id.ToByteArray());
        return new Command.Expire(
            new Envelope { Principal = Principal.Ledger, RequestId = id, Fingerprint = fingerprint }, wallet);
    }
}
