using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<PayResponse> Pay(PayRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var till = OwnTill(caller, form, request.Merchant);
        var source = PayForm.Check(form, request);
        form.Done();

        var snapshot = await directory.WithAsync(
            d => d.Merchants.ContainsKey(till) && d.Coins.ContainsKey(source), context.CancellationToken);
        PayForm.CheckAmountCoin(request, snapshot.Merchants.GetValueOrDefault(till));
        var consent = consents.ResolveSpendingAsync(SpendingOf(request, till.Partner), context.Onward()).ResponseAsync;
        var now = clock.NowAsync(context.CancellationToken).AsTask();
        await Task.WhenAll(consent, now);
        var plan = await PlanAsync(request, snapshot, await consent, await now, context.CancellationToken);

        // One call, whatever the plan says: the ledger looks the request_id up first, so a retry gets the first answer.
        var posted = await posting.PostAsync(
            plan.ToPost(request, Fingerprint.Of(context.Method, request)), context.Onward());
        Log.Paid(logger, request.RequestId, posted.Journal.Name, posted.Replayed);
        var knowsMember = request.PayerCase == PayRequest.PayerOneofCase.Member || (await consent).TillLinked;
        var member = knowsMember ? names.NameFor(caller.Viewer, Receipt.MemberOf(posted.Journal)) : "";
        return new PayResponse { Exchange = Receipt.Of(posted.Journal, member), Replayed = posted.Replayed };
    }

    private async Task<PayPlan> PlanAsync(
        PayRequest request, DirectorySnapshot snapshot, ResolveSpendingResponse consent, DateTimeOffset now,
        CancellationToken cancel)
    {
        var book = await boards.CurrentAsync(cancel);
        var plan = PayPlan.For(request, snapshot, consent, book.InForceAt(now));
        if (plan.Refusal is not { Reason: ErrorReason.NoBoardInForce or ErrorReason.CoinNotOnBoard })
            return plan;
        // Another node may have published since: one more look before refusing.
        book = await boards.AfterMissAsync(cancel);
        return PayPlan.For(request, snapshot, consent, book.InForceAt(now));
    }

    private static ResolveSpendingRequest SpendingOf(PayRequest request, string tillPartnerId) =>
        request.PayerCase == PayRequest.PayerOneofCase.PayCode
            ? new ResolveSpendingRequest { TillPartnerId = tillPartnerId, PayCode = request.PayCode }
            : new ResolveSpendingRequest { TillPartnerId = tillPartnerId, Member = request.Member };
}
