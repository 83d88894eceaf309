using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ReferralService
{
    public override async Task<CreateReferralCodeResponse> CreateReferralCode(
        CreateReferralCodeRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        form.Member(request.Member, "member");
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var named = NamedMember.Of(caller, names, program.PartnerId, request.Member);
        var member = MemberChecks.GuidOf(named.AtBrand);
        _ = await OfferedAsync(program, now, cancel);
        var admission = await AdmitAsync(program.PartnerId, named.AtBrand, cancel);
        var code = codes.Of(program, member);
        var answer = await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
            {
                admission.RequireActing();
                var row = await db.ReferralCodes.SingleOrDefaultAsync(
                    c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id && c.Member == member, cancel)
                    ?? db.ReferralCodes.Add(new ReferralCodeRow
                    {
                        PartnerId = program.PartnerId,
                        ProgramId = program.Id,
                        Member = member,
                        CodeHash = code.Hash,
                        CreateTime = now,
                    }).Entity;
                return new CreateReferralCodeResponse
                {
                    Code = new ReferralCode
                    {
                        Program = request.Program,
                        Member = request.Member,
                        CreateTime = row.CreateTime.ToTimestamp(),
                    },
                };
            },
            cancel);
        // The record of the request does not have it: the code follows from the member.
        answer.Code.Code = code.ToString();
        return answer;
    }
}
