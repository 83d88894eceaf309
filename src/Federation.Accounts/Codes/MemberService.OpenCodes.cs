using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    /// <summary>When each open link code of the brand for the member expires.</summary>
    private IQueryable<DateTimeOffset> OpenLinkCodes(Membership membership)
    {
        var (partnerId, memberId, now) = (membership.PartnerId, membership.MemberId, time.UtcNow());
        return db.LinkCodes.Where(c => c.MemberId == memberId && c.PartnerId == partnerId && c.ExpireTime > now
            && c.UsedByRequestId == null).Select(c => c.ExpireTime);
    }

    /// <summary>When each of the member's pay codes for the same brand, or for several, expires. That one was used is
    /// known to the ledger alone.</summary>
    private IQueryable<DateTimeOffset> OpenPayCodes(PayCode like)
    {
        var (partnerId, memberId, now) = (like.PartnerId, like.MemberId, time.UtcNow());
        return db.PayCodes.Where(c => c.MemberId == memberId && c.PartnerId == partnerId && c.ExpireTime > now
            && c.RevokeTime == null).Select(c => c.ExpireTime);
    }

    /// <summary>Refuses CODES_EXHAUSTED. The member's lock makes the count exact.</summary>
    private async Task RequireFewCodesAsync(
        IQueryable<DateTimeOffset> open, int most, string kind, CancellationToken cancel)
    {
        // No more than the bound, or those that were made before it was lowered.
        var expiries = await open.OrderBy(t => t).ToListAsync(cancel);
        if (expiries.Count < most)
            return;
        throw new RefusalException(new Refusal(
            ErrorReason.CodesExhausted,
            $"The member has {expiries.Count} open {kind} codes of this brand; use one, or wait until one expires.")
        {
            // As many must expire as are too many by then.
            RetryDelay = expiries[expiries.Count - most] - time.UtcNow(),
        }.With("open", expiries.Count));
    }
}
