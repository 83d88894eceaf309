using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<SetAlliedSpendingResponse> SetAlliedSpending(
        SetAlliedSpendingRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var partnerId = BrandOf(caller, form, request.Partner);
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Check(request.AlliedSpending is not null, "allied_spending", "is required");
        form.Check(request.AlliedSpending is null or { DailyCapUnits: >= 0 and <= Units.MaxCommand },
            "allied_spending.daily_cap_units", "must be 0 (no cap) to 10^15");
        form.Done();
        caller.RequireProven(partnerId, ResourceNames.Partner(partnerId));
        // To end it, or to be one's brand's machine, needs none.
        if (request.AlliedSpending!.Enabled)
            caller.RequireRecentSignIn(time.GetUtcNow());
        var directory = await DirectoryForAsync(partnerId, context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Member);
            RequireActing(directory, membership, request.Member, now);
            membership.AlliedSpendingEnabled = request.AlliedSpending!.Enabled;
            membership.DailyCapUnits = request.AlliedSpending.DailyCapUnits;
            return new SetAlliedSpendingResponse { Member = View(caller, membership, now) };
        });
    }
}
