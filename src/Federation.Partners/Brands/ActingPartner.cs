using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal static class ActingPartner
{
    /// <summary>The brand that a caller may change things of, tracked.</summary>
    /// <exception cref="RefusalException">PARTNER_NOT_FOUND; PARTNER_SUSPENDED for a suspended brand's own people, who
    /// may read and nothing else. Alliance admins may still set it in order.</exception>
    public static async Task<PartnerRow> RequirePartnerAsync(
        this PartnersDb db, string id, Caller caller, CancellationToken cancel)
    {
        var name = ResourceNames.Partner(id);
        var partner = await db.Partners.SingleOrDefaultAsync(p => p.Id == id, cancel)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, name));
        if (partner.Suspended && !caller.IsAllianceAdmin)
            throw new RefusalException(
                new Refusal(ErrorReason.PartnerSuspended, $"{name} is suspended; it may read, and nothing else.")
                    .With("partner", name));
        return partner;
    }
}
