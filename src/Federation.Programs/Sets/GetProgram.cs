using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<GetProgramResponse> GetProgram(GetProgramRequest request, ServerCallContext context)
    {
        var form = new Form();
        var name = form.Program(request.Name, "name");
        form.Done();

        var cancel = context.CancellationToken;
        if (!MayRead(Caller.Of(context), name.PartnerId))
            throw NotFound(name);
        var program = await db.Programs.AsNoTracking()
            .SingleOrDefaultAsync(p => p.PartnerId == name.PartnerId && p.Id == name.Id, cancel)
            ?? throw NotFound(name);
        var now = await clock.NowAsync(cancel);
        var ruleSet = await published.FindAsync(book => book.InForceAt(name, now), cancel);
        return new GetProgramResponse
        {
            Referrals = ruleSet is null ? null : ReferralOffers.Of(ruleSet.Rules, now.ToTimestamp()),
            Program = ToMessage(program, await InForceAsync(name, now, cancel)),
            ClaimableCoupons =
            {
                (ruleSet?.Rules.Terms.Coupons ?? []).Where(
                    c => c.Claimable && (c.ExpireTime is null || c.ExpireTime.ToDateTimeOffset() > now)),
            },
        };
    }

    /// <summary>The number of the programme's rule set that is in force at a moment of alliance time, if one
    /// is.</summary>
    private Task<long?> InForceAsync(ProgramId program, DateTimeOffset moment, CancellationToken cancel) =>
        PublicationsOf(program).Where(p => p.PublishTime <= moment).OrderByDescending(p => p.Sequence)
            .Select(p => (long?)p.Number).FirstOrDefaultAsync(cancel);
}
