using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    public override async Task<ListCouponsResponse> ListCoupons(ListCouponsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.OwnProgram(caller, request.Program);
        form.Member(request.Member, "member");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var cancel = context.CancellationToken;
        if (!await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, request.Program));
        var query = $"{context.Method} {caller.Principal} {program} {request.Member} {request.ActiveOnly}";
        var named = NamedMember.Of(caller, names, program.PartnerId, request.Member);
        var member = MemberChecks.IdOf(named.AtBrand).ToByteArray();
        var rows = db.Coupons.AsNoTracking()
            .Where(c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id && c.Member == member);
        if (pages.ReadTime(query, request.PageToken) is var (before, after))
            rows = rows.Where(c => c.ExpireTime < before || (c.ExpireTime == before && c.Id.CompareTo(after) > 0));
        if (request.ActiveOnly)
        {
            var now = await clock.NowAsync(cancel);
            rows = rows.Where(c => c.ExpireTime > now);
        }
        var some = await rows.OrderByDescending(c => c.ExpireTime).ThenBy(c => c.Id).Take(size + 1).ToListAsync(cancel);
        var page = some.Take(size).ToList();
        var response = new ListCouponsResponse();
        response.Coupons.AddRange((await ShownAsync(page, context))
            .Where(c => !request.ActiveOnly || c.State == CouponState.Active));
        if (some.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].ExpireTime, page[^1].Id);
        return response;
    }
}
