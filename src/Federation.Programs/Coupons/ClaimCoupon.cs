using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CouponService
{
    public override async Task<ClaimCouponResponse> ClaimCoupon(ClaimCouponRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        form.Member(request.Member, "member");
        form.Done();
        var cancel = context.CancellationToken;
        await RequireAtWorkAsync(program.PartnerId, cancel);
        var now = await clock.NowAsync(cancel);
        var (ruleSet, definition) = await definitions.GetAsync(program, request.Definition, now, cancel);
        if (!definition.Claimable)
            throw new RefusalException(
                ErrorReason.CouponNotClaimable, $"Members cannot claim '{definition.Id}'; its rule set says so.");
        var member = await MemberAsync(program.PartnerId, request.Member, context);
        var id = CouponLife.IdOf(
            Caller.Of(context).Principal, requestId, Fingerprint.Of(context.Method, request), number: 1);
        var coupon = CouponLife.Made(
            id, program, ruleSet.Rules, definition, now.ToTimestamp(), byJournal: true, member.ToByteArray());
        var limits = Limits(program, definition, member).ToList();
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var full = await IsFullAsync(limits, cancel);
                var booked = full
                    ? await RefuseAsync(coupon, definition, requestId, request, context)
                    : await MakeAsync([coupon], CouponAct.Claimed, limits, requestId, request, context);
                return new ClaimCouponResponse
                {
                    Coupon = (await MadeAsync(booked, context)).Single(),
                    Journal = booked.Journal.Name,
                    Replayed = booked.Replayed,
                };
            },
            cancel);
    }

    /// <summary>What counts claims: the member's, and everybody's.</summary>
    private static IEnumerable<TallyChange> Limits(ProgramId program, CouponDefinition definition, ByteString member)
    {
        yield return Limit(Per.Member, Math.Max(1, definition.ClaimsPerMember));
        if (definition.ClaimsInAll > 0)
            yield return Limit(Per.Everyone, definition.ClaimsInAll);

        TallyChange Limit(Per per, long most) => new()
        {
            Tally = ProgramTallies.IdOf(
                program, new TallyKey { Definition = $"claims/{definition.Id}", Per = per }, null, member),
            Add = 1,
            AtMost = most,
        };
    }

    private async Task<bool> IsFullAsync(List<TallyChange> limits, CancellationToken cancel)
    {
        var claimed = await tallies.ReadAsync([.. limits.Select(l => l.Tally)], cancel);
        return limits.Zip(claimed).Any(l => l.Second >= l.First.AtMost);
    }

    /// <summary>The refusal goes to the ledger, too: who claimed the last one is answered as before.</summary>
    private async Task<PostBundleResponse> RefuseAsync(
        CouponRow coupon, CouponDefinition definition, Guid requestId, ClaimCouponRequest request,
        ServerCallContext context)
    {
        var bundle = Bundle([coupon], CouponAct.Claimed, requestId, request, context);
        bundle.Detail = null;
        bundle.Refusal = new Refusal(
            ErrorReason.ClaimLimitReached,
            $"{request.Member}, or all members together, have claimed as many of '{definition.Id}' as there are.")
            .ToOutcome();
        return await posting.PostBundleAsync(bundle, context.Onward());
    }

    /// <summary>The coupons that a journal has made.</summary>
    private async Task<List<Coupon>> MadeAsync(PostBundleResponse booked, ServerCallContext context)
    {
        var detail = booked.Journal.Detail.Unpack<CouponDetail>();
        var found = await book.FindAsync(
            ProgramId.Parse(detail.Program), detail.Coupons, context.CancellationToken);
        return await ShownAsync([.. detail.Coupons.Select(name => found[name])], context);
    }
}
