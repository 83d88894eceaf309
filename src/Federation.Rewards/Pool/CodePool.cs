using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>The pools of codes. A redemption that the ledger has booked has a right to a code, and takes one when its
/// code is first asked for: it is then its own for ever. The stock is never more than the codes that are free, so there
/// is one for each redemption, whatever stops in between.</summary>
internal sealed class CodePool(RewardsDb db, CodeSeal seal)
{
    // Callers that come at the same time try different ones of these.
    private const int Candidates = 32;

    /// <summary>The redemption's code. Only for one that the ledger has booked.</summary>
    public Task<string> OfAsync(RedemptionId redemption, RewardId reward, CancellationToken cancel) =>
        Contention.Places.ExecuteAsync(async attempt => await TakeAsync(redemption, reward, attempt), cancel).AsTask();

    /// <summary>Adds codes to a pool, within the caller's transaction.</summary>
    /// <exception cref="RefusalException">REWARD_CODE_KNOWN.</exception>
    public async Task AddAsync(RewardId reward, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        var rows = codes.Select(c => seal.Seal(reward, c, Guid.CreateVersion7())).ToList();
        var hashes = rows.Select(r => r.Hash).ToList();
        var known = await Of(reward).Where(c => hashes.Contains(c.Hash)).Select(c => c.Hash).ToListAsync(cancel);
        var position = rows.FindIndex(r => known.Exists(k => k.AsSpan().SequenceEqual(r.Hash)));
        if (position >= 0)
            throw new RefusalException(Known(position));
        db.Codes.AddRange(rows);
    }

    /// <summary>The pool has the code at this place of the request, or has had it, or the request has it
    /// twice.</summary>
    public static Refusal Known(int position) => new Refusal(
        ErrorReason.RewardCodeKnown, $"codes[{position}] is in the pool, or was, or comes twice; none was added.")
        .With("position", position);

    private async Task<string> TakeAsync(RedemptionId redemption, RewardId reward, CancellationToken cancel)
    {
        while (true)
        {
            // The free ones are read first: if none is left, because another caller has just taken the last one for
            // this redemption, the next statement finds it.
            var free = await Of(reward).Where(c => c.RedemptionId == null).OrderBy(c => c.Id).Take(Candidates)
                .Select(c => c.Id).ToListAsync(cancel);
            if (await Of(reward).SingleOrDefaultAsync(c => c.RedemptionId == redemption.Id, cancel) is { } taken)
                return seal.Open(taken);
            if (free.Count == 0)
                throw new InvalidOperationException(
                    $"{redemption} has a right to a code of {reward}, whose pool has none left.");
            var wanted = free[Random.Shared.Next(free.Count)];
            using var turn = await db.WriterTurnAsync(cancel);
            await db.Codes.Where(c => c.Id == wanted && c.RedemptionId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.RedemptionId, redemption.Id), cancel);
        }
    }

    private IQueryable<RewardCodeRow> Of(RewardId reward) =>
        db.Codes.AsNoTracking().Where(c => c.PartnerId == reward.PartnerId && c.RewardId == reward.Id);
}
