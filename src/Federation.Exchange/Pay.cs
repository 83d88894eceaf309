using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

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

        var quote = await QuoteOfAsync(request, till.Partner, context.CancellationToken);
        var snapshot = await directory.WithAsync(
            d => d.Merchants.ContainsKey(till) && (quote is not null || d.Coins.ContainsKey(source)), context.CancellationToken);
        PayForm.CheckAmountCoin(request, snapshot.Merchants.GetValueOrDefault(till));
        var consent = consents.ResolveSpendingAsync(SpendingOf(request, till.Partner), context.Onward()).ResponseAsync;
        var now = clock.NowAsync(context.CancellationToken).AsTask();
        await Task.WhenAll(consent, now);
        var plan = await PlanAsync(request, snapshot, await consent, await now, quote, context.CancellationToken);

        // One call, whatever the plan says: the ledger looks the request_id up first, so a retry gets the first answer.
        var posted = await posting.PostAsync(
            plan.ToPost(request, Fingerprint.Of(context.Method, request)), context.Onward());
        await CloseAsync(quote);
        Log.Paid(logger, request.RequestId, posted.Journal.Name, posted.Replayed);
        var knowsMember = request.PayerCase == PayRequest.PayerOneofCase.Member || (await consent).TillLinked;
        var member = knowsMember ? names.NameFor(caller.Viewer, Receipt.MemberOf(posted.Journal)) : "";
        return new PayResponse { Exchange = Receipt.Of(posted.Journal, member), Replayed = posted.Replayed };
    }

    private async Task<PayPlan> PlanAsync(
        PayRequest request, DirectorySnapshot snapshot, ResolveSpendingResponse consent, DateTimeOffset now,
        QuoteRecord? quote, CancellationToken cancel)
    {
        if (request.HowMuchCase == PayRequest.HowMuchOneofCase.Quote)
            return PayPlan.For(request, snapshot, consent, quote, now);
        var book = await boards.CurrentAsync(cancel);
        var plan = PayPlan.For(request, snapshot, consent, book.InForceAt(now));
        if (plan.Refusal is not { Reason: ErrorReason.NoBoardInForce or ErrorReason.CoinNotOnBoard })
            return plan;
        // Another node may have published since: one more look before refusing.
        book = await boards.AfterMissAsync(cancel);
        return PayPlan.For(request, snapshot, consent, book.InForceAt(now));
    }

    /// <summary>The quote to pay by, where the request names one that was made for this brand.</summary>
    private async Task<QuoteRecord?> QuoteOfAsync(PayRequest request, string tillPartnerId, CancellationToken cancel)
    {
        if (request.HowMuchCase != PayRequest.HowMuchOneofCase.Quote)
            return null;
        var quote = await FindQuoteAsync(Guid.ParseExact(request.Quote.AsSpan(QuoteNames.Prefix.Length), "D"), cancel);
        return quote?.TillPartnerId == tillPartnerId ? quote : null;
    }

    /// <summary>A quote that was used gives its place to the next. Where that fails, its time gives it.</summary>
    private async Task CloseAsync(QuoteRecord? quote)
    {
        if (quote?.Slot is null)
            return;
        try
        {
            await db.Quotes.Where(q => q.Id == quote.Id)
                .ExecuteUpdateAsync(q => q.SetProperty(x => x.Slot, (int?)null), CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.QuoteNotClosed(logger, quote.Id, e.Message);
        }
    }

    private static ResolveSpendingRequest SpendingOf(PayRequest request, string tillPartnerId) =>
        request.PayerCase == PayRequest.PayerOneofCase.PayCode
            ? new ResolveSpendingRequest { TillPartnerId = tillPartnerId, PayCode = request.PayCode }
            : new ResolveSpendingRequest { TillPartnerId = tillPartnerId, Member = request.Member };
}
