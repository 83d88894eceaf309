using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    private const int MostGranted = 20;

    public override async Task<GrantCouponsResponse> GrantCoupons(
        GrantCouponsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        form.Member(request.Member, "member");
        form.Check(request.Quantity is >= 0 and <= MostGranted, "quantity", $"must be at most {MostGranted}");
        form.Done();
        var cancel = context.CancellationToken;
        await RequireAtWorkAsync(program.PartnerId, cancel);
        var now = await clock.NowAsync(cancel);
        var (ruleSet, definition) = await definitions.GetAsync(program, request.Definition, now, cancel);
        var member = (await MemberAsync(program.PartnerId, request.Member, context)).ToByteArray();
        var principal = Caller.Of(context).Principal;
        var fingerprint = Fingerprint.Of(context.Method, request);
        var coupons = Enumerable.Range(1, Math.Max(1, request.Quantity)).Select(number => CouponLife.Made(
            CouponLife.IdOf(principal, requestId, fingerprint, number), program, ruleSet.Rules, definition,
            now.ToTimestamp(), byJournal: true, member)).ToList();
        var booked = await MakeAsync(coupons, CouponAct.Granted, [], requestId, request, context);
        var response = new GrantCouponsResponse { Journal = booked.Journal.Name, Replayed = booked.Replayed };
        response.Coupons.AddRange(await MadeAsync(booked, context));
        return response;
    }
}
