using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    private const int MaxTyped = 64;

    public override async Task<RevokePayCodeResponse> RevokePayCode(
        RevokePayCodeRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Text(request.PayCode, "pay_code", 1, MaxTyped);
        form.Done();
        var code = Code.TryRead(request.PayCode, out var typed) ? typed : throw NoPayCode();
        await RequireOwnAsync(await FindPayCodeAsync(code, context.CancellationToken), context);
        // Only the ledger knows. A payment that is under way now may still be made.
        var use = await uses.FindAsync(code.Hash, context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var payCode = await FindPayCodeAsync(code, context.CancellationToken) ?? throw NoPayCode();
            if (use is not null)
                throw new RefusalException(
                    ErrorReason.PayCodeUsed, "The pay code was used; what it paid can be refunded.");
            if (payCode.RevokeTime is not null)
                return new RevokePayCodeResponse();
            if (payCode.ExpireTime <= time.UtcNow())
                throw new RefusalException(ErrorReason.PayCodeExpired, "The pay code has expired already.");
            payCode.RevokeTime = time.UtcNow();
            return new RevokePayCodeResponse();
        });
    }

    private Task<PayCode?> FindPayCodeAsync(Code code, CancellationToken cancel) =>
        db.PayCodes.SingleOrDefaultAsync(c => c.Hash == code.Hash, cancel);

    /// <summary>Refuses whoever may not end a code: it is for the brand whose coins alone it is good for, and for the
    /// member itself, with a session that has shown it to be customer of all issuers.</summary>
    private async Task<PayCode> RequireOwnAsync(PayCode? payCode, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var own = payCode is not null && (caller.Member is { } member
            ? payCode.MemberId == member.Value : payCode.PartnerId == caller.RequirePartner());
        if (!own)
            throw NoPayCode();
        if (payCode!.PartnerId.Length > 0)
            caller.RequireProven(payCode.PartnerId, ResourceNames.Partner(payCode.PartnerId));
        else
            RequireProven(caller, await partners.CurrentAsync(context.CancellationToken), payCode.CoinIds);
        return payCode;
    }

    private static RefusalException NoPayCode() =>
        new(ErrorReason.PayCodeNotFound, "The pay code is not one of yours; check each character.");
}
