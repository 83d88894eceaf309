using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    public override async Task<VoidCouponResponse> VoidCoupon(VoidCouponRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var row = await OwnCouponAsync(form, request.Name, context);
        await RequireAtWorkAsync(row.PartnerId, context.CancellationToken);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var value = (await tallies.ReadAsync(
                    [CouponTally.KeyOf(row.Id)], context.CancellationToken))[0];
                var tally = new CouponTally(row, value);
                if (!tally.Exists)
                    throw new RefusalException(CouponBook.NotFound(request.Name));
                var response = new VoidCouponResponse();
                if (!tally.IsVoid)
                {
                    var bundle = Bundle([row], CouponAct.Voided, requestId, request, context);
                    bundle.Tallies.Add(CouponMoves.Void(row, value));
                    response.Journal = (await posting.PostBundleAsync(bundle, context.Onward())).Journal.Name;
                }
                response.Coupon = (await ShownAsync([row], context)).Single();
                return response;
            },
            context.CancellationToken);
    }
}
