using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<RevokeTierGrantResponse> RevokeTierGrant(
        RevokeTierGrantRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (program, id) = (default(ProgramId), default(Guid));
        form.Check(
            ResourceNames.TryTierGrant(request.Name, out var parent, out var text)
                && ProgramId.TryParse(parent, out program) && Uuids.TryParse(text, out id),
            "name", "must be partners/{p}/programs/{id}/tierGrants/{uuid}");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var admission = await AdmitAsync(partner, "", cancel);
        var exists = program.PartnerId == partner && await ExistsAsync(program, id, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var grant = !exists ? null : await db.TierGrants.SingleOrDefaultAsync(
                g => g.Id == id && g.PartnerId == partner && g.ProgramId == program.Id, cancel);
            if (grant is null)
                throw new RefusalException(Refusal.NotFound(ErrorReason.TierGrantNotFound, request.Name));
            admission.RequireKnown();
            grant.RevokeTime ??= now;
            return new RevokeTierGrantResponse { Grant = ToMessage(grant) };
        }, cancel);
    }

    /// <summary>Whether there is a grant: one of an order is not there before a journal has given it.</summary>
    private async Task<bool> ExistsAsync(ProgramId program, Guid id, CancellationToken cancel)
    {
        var grant = await db.TierGrants.AsNoTracking().SingleOrDefaultAsync(
            g => g.Id == id && g.PartnerId == program.PartnerId && g.ProgramId == program.Id, cancel);
        return grant is not null && await tallies.WasGivenAsync(grant, cancel);
    }
}
