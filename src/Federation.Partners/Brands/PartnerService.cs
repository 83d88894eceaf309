using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Federation.Partners;

/// <summary>The brands.</summary>
internal sealed partial class PartnerService(
    PartnersDb db, PageTokens tokens, TimeProvider time, ILogger<PartnerService> logger)
    : V1.PartnerService.PartnerServiceBase
{
    /// <summary>Suspends or resumes. Doing either twice is no error.</summary>
    private async Task<V1.Partner> SetSuspendedAsync(string id, bool suspended, Caller caller, CancellationToken cancel)
    {
        await db.BumpDirectoryAsync(cancel);
        var partner = await db.Partners.SingleOrDefaultAsync(p => p.Id == id, cancel)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, ResourceNames.Partner(id)));
        partner.Suspended = suspended;
        Log.Suspended(logger, caller.Principal, id, suspended);
        return partner.ToPartner();
    }
}
