using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ReferralService
{
    public override async Task<GetReferralResponse> GetReferral(
        GetReferralRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var (program, id) = (default(ProgramId), default(Guid));
        form.Check(
            ResourceNames.TryReferral(request.Name, out var parent, out var text)
                && ProgramId.TryParse(parent, out program) && Uuids.TryParse(text, out id),
            "name", "must be partners/{p}/programs/{id}/referrals/{uuid}");
        form.Done();
        caller.RequireProven(program.PartnerId, request.Name);
        var row = await db.Referrals.AsNoTracking().SingleOrDefaultAsync(
            r => r.Id == id && r.PartnerId == program.PartnerId && r.ProgramId == program.Id,
            context.CancellationToken);
        var self = caller.Member is { } member
            ? MemberChecks.GuidOf(names.NameFor(program.PartnerId, member))
            : default;
        if (row is null || !(caller.Member is null
            ? row.PartnerId == caller.RequirePartner()
            : row.Referrer == self || row.Referred == self))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ReferralNotFound, request.Name));
        return new GetReferralResponse { Referral = ShownReferrals.To(caller, row, self) };
    }
}
