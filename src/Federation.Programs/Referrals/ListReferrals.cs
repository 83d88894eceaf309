using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ReferralService
{
    public override async Task<ListReferralsResponse> ListReferrals(
        ListReferralsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.OwnProgram(caller, request.Program);
        if (request.Member.Length > 0 || caller.Member is not null)
            form.Member(request.Member, "member");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var cancel = context.CancellationToken;
        if (!await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, request.Program));
        var query = $"{context.Method} {caller.Principal} {program} {request.Member}";
        var self = request.Member.Length == 0 ? default : MemberChecks.GuidOf(
            NamedMember.Of(caller, names, program.PartnerId, request.Member).AtBrand);
        var rows = db.Referrals.AsNoTracking()
            .Where(r => r.PartnerId == program.PartnerId && r.ProgramId == program.Id);
        if (request.Member.Length > 0)
            rows = rows.Where(r => r.Referrer == self || r.Referred == self);
        if (pages.ReadTime(query, request.PageToken) is var (before, after))
            rows = rows.Where(r => r.UseTime < before || (r.UseTime == before && r.Id.CompareTo(after) > 0));
        var some = await rows.OrderByDescending(r => r.UseTime).ThenBy(r => r.Id).Take(size + 1).ToListAsync(cancel);
        var page = some.Take(size).ToList();
        var response = new ListReferralsResponse();
        response.Referrals.AddRange(page.Select(r => ShownReferrals.To(caller, r, self)));
        if (some.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].UseTime, page[^1].Id);
        return response;
    }
}
