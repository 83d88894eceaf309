using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<FreezeTierResponse> FreezeTier(FreezeTierRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        var member = request.Member.Length == 0 ? Guid.Empty : form.MemberId(request.Member, "member");
        var (from, to) = form.DateSpan(request.FromDate, request.ToDate);
        form.TierReason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var admission = await AdmitAsync(program.PartnerId, request.Member, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            await RequireProgramAsync(program, cancel);
            admission.RequireActing();
            var since = Days.Of(DateOnly.FromDateTime(now.UtcDateTime)) - MemberRows.DaysBack;
            RequireRoom(await db.TierFreezes.CountAsync(
                f => f.Member == member && f.PartnerId == program.PartnerId && f.ProgramId == program.Id
                    && f.UnfreezeTime == null && f.ToDay > since,
                cancel));
            var freeze = new TierFreezeRow
            {
                Id = Uuids.OfHash(TextHash.Of(request.Program, request.RequestId)),
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Member = member,
                FromDay = from,
                ToDay = to,
                Reason = request.Reason,
                Creator = caller.Actor,
                CreateTime = now,
            };
            db.TierFreezes.Add(freeze);
            return new FreezeTierResponse { Freeze = ToMessage(freeze) };
        }, cancel);
    }

    private static TierFreeze ToMessage(TierFreezeRow row) => new()
    {
        Name = ResourceNames.TierFreeze(new ProgramId(row.PartnerId, row.ProgramId).ToString(), row.Id),
        Member = row.Member == Guid.Empty ? "" : NameOf(row.Member),
        FromDate = Days.ToDate(row.FromDay),
        ToDate = Days.ToDate(row.ToDay),
        Reason = row.Reason,
        Creator = row.Creator,
        CreateTime = row.CreateTime.ToTimestamp(),
        UnfreezeTime = row.UnfreezeTime?.ToTimestamp(),
    };
}
