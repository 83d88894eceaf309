using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Coupons that other modules give in bundles of their own.</summary>
internal sealed class CouponIssueService(
    ProgramsDb db, CouponDefinitions definitions, TallyReader tallies, AllianceClock clock)
    : Internal.V1.CouponIssueService.CouponIssueServiceBase
{
    private const int MaxSource = 200;

    public override async Task<PrepareCouponResponse> PrepareCoupon(
        PrepareCouponRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(
            ProgramId.TryParse(request.Program, out var program), "program", "must be partners/{p}/programs/{id}");
        form.Member(request.Member, "member");
        form.Text(request.Source, "source", 1, MaxSource);
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var (ruleSet, definition) = await definitions.GetAsync(program, request.Definition, now, cancel);
        var made = CouponLife.Made(
            CouponLife.IdOf(request.Source, program, definition.Id), program, ruleSet.Rules, definition,
            now.ToTimestamp(), byJournal: true, MemberChecks.IdOf(request.Member).ToByteArray());
        await db.WriteOnceAsync([made], cancel);
        // An attempt before may have written it, with the end that it had then.
        var row = await db.Coupons.AsNoTracking().SingleAsync(c => c.Id == made.Id, cancel);
        return new PrepareCouponResponse
        {
            Coupon = row.Name,
            ExpireTime = row.ExpireTime.ToTimestamp(),
            Change = CouponMoves.Make(row.Id),
        };
    }

    public override async Task<PrepareVoidResponse> PrepareVoid(PrepareVoidRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var form = new Form();
        form.Check(
            ResourceNames.TryUuid(request.Coupon, ResourceNames.Coupons, out var id), "coupon",
            "must be coupons/{uuid}");
        form.Done();
        var row = await db.Coupons.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel)
            ?? throw new RefusalException(CouponBook.NotFound(request.Coupon));
        var value = (await tallies.ReadAsync([CouponTally.KeyOf(id)], cancel))[0];
        var tally = new CouponTally(row, value);
        if (!tally.Exists)
            throw new RefusalException(CouponBook.NotFound(request.Coupon));
        if (tally.Used > 0)
            throw new RefusalException(new Refusal(
                ErrorReason.CouponUsed, $"'{request.Coupon}' was used, so it cannot be taken back.")
                .With("code", request.Coupon));
        return new PrepareVoidResponse { Change = tally.IsVoid ? null : CouponMoves.Void(row, value) };
    }
}
