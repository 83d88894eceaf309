using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<UnfreezeTierResponse> UnfreezeTier(
        UnfreezeTierRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (program, id) = (default(ProgramId), default(Guid));
        form.Check(
            ResourceNames.TryTierFreeze(request.Name, out var parent, out var text)
                && ProgramId.TryParse(parent, out program) && Uuids.TryParse(text, out id),
            "name", "must be partners/{p}/programs/{id}/tierFreezes/{uuid}");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var admission = await AdmitAsync(partner, "", cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var freeze = program.PartnerId != partner ? null : await db.TierFreezes.SingleOrDefaultAsync(
                f => f.Id == id && f.PartnerId == partner && f.ProgramId == program.Id, cancel);
            if (freeze is null)
                throw new RefusalException(Refusal.NotFound(ErrorReason.TierFreezeNotFound, request.Name));
            admission.RequireKnown();
            freeze.UnfreezeTime ??= now;
            return new UnfreezeTierResponse { Freeze = ToMessage(freeze) };
        }, cancel);
    }
}
