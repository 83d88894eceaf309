using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long after a code's end a payment is waited for that was under way.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>The gateway closes a stream on which nothing is sent for 100 s.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);

    public override async Task WatchPayCode(
        WatchPayCodeRequest request, IServerStreamWriter<WatchPayCodeResponse> responseStream,
        ServerCallContext context)
    {
        var (caller, cancel) = (Caller.Of(context), context.CancellationToken);
        var form = new Form();
        form.Text(request.PayCode, "pay_code", 1, MaxTyped);
        form.Done();
        var code = Code.TryRead(request.PayCode, out var typed) ? typed : throw NoPayCode();
        await RequireOwnAsync(await FindPayCodeAsync(code, cancel), context);
        using var place = watchers.Open(caller.Principal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        try
        {
            await WatchAsync(code, caller, responseStream, stop.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RefusalException(
                new Refusal(ErrorReason.ModuleUnreachable, "This process stops; watch the pay code again.")
                { RetryDelay = TimeSpan.FromSeconds(1) });
        }
    }

    private async Task WatchAsync(
        Code code, Caller caller, IServerStreamWriter<WatchPayCodeResponse> responseStream, CancellationToken cancel)
    {
        var said = DateTimeOffset.MinValue;
        while (true)
        {
            // The code first: a use that is not seen after its end has settled is none.
            var payCode = await db.PayCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == code.Hash, cancel)
                ?? throw NoPayCode();
            var now = time.UtcNow();
            var answer = StateOf(payCode, await uses.FindAsync(code.Hash, cancel), now);
            if (answer.State != PayCodeState.Open || now - said >= SignOfLife)
            {
                await responseStream.WriteAsync(answer, cancel);
                said = now;
            }
            if (answer.State != PayCodeState.Open)
                return;
            // All who watch look together, at the beginning of each second.
            await Task.Delay(
                WatchInterval - TimeSpan.FromTicks(now.Ticks % WatchInterval.Ticks), time, cancel);
            tokens.Require(caller);
        }
    }

    private static WatchPayCodeResponse StateOf(PayCode payCode, ConsumedKey? use, DateTimeOffset now)
    {
        var answer = new WatchPayCodeResponse { ExpireTime = Timestamp.FromDateTimeOffset(payCode.ExpireTime) };
        var ended = payCode.RevokeTime ?? payCode.ExpireTime;
        answer.State = true switch
        {
            _ when use is not null => PayCodeState.Used,
            _ when ended + Settling > now => PayCodeState.Open,
            _ => payCode.RevokeTime is null ? PayCodeState.Expired : PayCodeState.Revoked,
        };
        if (use is null)
            return answer;
        var journal = JournalId.Parse(use.Journal);
        if (use.Kind == JournalKind.Hold)
            answer.Authorization = journal.NameAs(ResourceNames.Authorizations);
        else
            answer.Exchange = journal.NameAs(ResourceNames.Exchanges);
        return answer;
    }
}
