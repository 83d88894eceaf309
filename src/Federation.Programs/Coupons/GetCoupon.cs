using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    public override async Task<GetCouponResponse> GetCoupon(GetCouponRequest request, ServerCallContext context)
    {
        var row = await OwnCouponAsync(new Form(), request.Name, context);
        var shown = await ShownAsync([row], context);
        return shown.Count == 0
            ? throw new RefusalException(CouponBook.NotFound(request.Name))
            : new GetCouponResponse { Coupon = shown[0] };
    }

    public override async Task<FindCouponResponse> FindCoupon(FindCouponRequest request, ServerCallContext context)
    {
        var form = new Form();
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        form.Check(request.Code.Length is >= 1 and <= 64, "code", "must be 1 to 64 characters");
        form.Done();
        var found = await book.FindAsync(program, [request.Code], context.CancellationToken);
        var shown = await ShownAsync([.. found.Values], context);
        return shown.Count == 0
            ? throw new RefusalException(CouponBook.NotFound(request.Code))
            : new FindCouponResponse { Coupon = shown[0] };
    }

    /// <summary>One of the caller's coupons. Another brand's, or another member's, is as if it did not
    /// exist.</summary>
    /// <exception cref="RefusalException">COUPON_NOT_FOUND, BRAND_NOT_PROVEN.</exception>
    private async Task<CouponRow> OwnCouponAsync(Form form, string name, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var id = form.Uuid(name, ResourceNames.Coupons, "name");
        form.Done();
        var coupon = await db.Coupons.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, context.CancellationToken);
        if (coupon is null || !IsOwn(caller, coupon))
            throw new RefusalException(CouponBook.NotFound(name));
        caller.RequireProven(coupon.PartnerId, name);
        return coupon;
    }

    private bool IsOwn(Caller caller, CouponRow coupon)
    {
        if (caller.Member is not { } self)
            return coupon.PartnerId == caller.RequirePartner();
        return coupon.Member is { } owner
            && MemberChecks.IdOf(names.NameFor(coupon.PartnerId, self)).Span.SequenceEqual(owner);
    }
}
