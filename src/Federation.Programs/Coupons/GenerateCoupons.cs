using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    private const int MostGenerated = 1000;

    public override async Task<GenerateCouponsResponse> GenerateCoupons(
        GenerateCouponsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        form.Check(request.Quantity is >= 1 and <= MostGenerated, "quantity", $"must be 1 to {MostGenerated}");
        form.Done();
        var cancel = context.CancellationToken;
        await RequireAtWorkAsync(program.PartnerId, cancel);
        var now = await clock.NowAsync(cancel);
        var (ruleSet, definition) = await definitions.GetAsync(program, request.Definition, now, cancel);
        var caller = Caller.Of(context);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var made = Enumerable.Range(1, request.Quantity).Select(number =>
        {
            var code = codes.Of(caller.Principal, requestId, number);
            var coupon = CouponLife.Made(
                CouponLife.IdOf(caller.Principal, requestId, fingerprint, number), program, ruleSet.Rules, definition,
                now.ToTimestamp(), byJournal: false, codeHash: code.Hash);
            return (Coupon: coupon, Code: code);
        }).ToList();
        var response = await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            () =>
            {
                db.Coupons.AddRange(made.Select(m => m.Coupon));
                return Task.FromResult(
                    new GenerateCouponsResponse { ExpireTime = made[0].Coupon.ExpireTime.ToTimestamp() });
            },
            cancel);
        // Only now, so that the recorded answer does not hold them.
        response.Coupons.AddRange(
            made.Select(m => new GeneratedCoupon { Name = m.Coupon.Name, Code = m.Code.ToString() }));
        return response;
    }
}
