using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<SetAlliedSpendingResponse> SetAlliedSpending(
        SetAlliedSpendingRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.Check(request.AlliedSpending is not null, "allied_spending", "is required");
        form.Check(request.AlliedSpending is null or { DailyCapUnits: >= 0 and <= Units.MaxCommand },
            "allied_spending.daily_cap_units", "must be 0 (no cap) to 10^15");
        form.Done();
        var directory = await DirectoryForAsync(partnerId, context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(partnerId, request.Member, context.CancellationToken);
            RequireActing(directory, membership, request.Member, now);
            membership.AlliedSpendingEnabled = request.AlliedSpending!.Enabled;
            membership.DailyCapUnits = request.AlliedSpending.DailyCapUnits;
            return new SetAlliedSpendingResponse { Member = View(membership, now) };
        });
    }
}
