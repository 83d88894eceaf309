using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    /// <summary>How long a quote is kept after its time, so that a late payment is told that it expired. Then the member's next one
    /// takes its room.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public override async Task<CreateQuoteResponse> CreateQuote(CreateQuoteRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var till = OwnTill(caller, form, request.Merchant);
        // Their fields have the same numbers: it is reckoned as that payment would be.
        var payment = PayRequest.Parser.ParseFrom(request.ToByteArray());
        var source = PayForm.Check(form, payment, deployment.Value.SettlementCurrency);
        form.Done();

        var id = QuoteNames.IdOf(caller.Principal, Guid.ParseExact(request.RequestId, "D"));
        var fingerprint = Fingerprint.Of(context.Method, request);
        var cancel = context.CancellationToken;
        if (await FindQuoteAsync(id, cancel) is { } known)
            return Replayed(known, fingerprint, request, caller);

        var (plan, consent, now) = await PlanAsync(payment, till, source, null, context);
        if (plan.Refusal is { } refusal)
            throw new RefusalException(refusal);
        var quote = new QuoteRecord
        {
            Id = id,
            Fingerprint = fingerprint,
            TillPartnerId = till.Partner,
            MemberId = Guid.ParseExact(consent.MemberId, "D"),
            Detail = plan.Detail!.ToByteArray(),
            CreateTime = now,
            ExpireTime = now + options.Value.QuoteLifetime,
        };
        if (await StoreAsync(quote, cancel) is { } other)
            return Replayed(other, fingerprint, request, caller);
        var member = request.PayerCase == CreateQuoteRequest.PayerOneofCase.Member || consent.TillLinked ? NameOf(quote, caller) : "";
        return new CreateQuoteResponse { Quote = MessageOf(quote, member) };
    }

    /// <summary>Writes the quote into a free place of the member's. Answers what was there before under the same id, if anything.</summary>
    /// <exception cref="RefusalException">QUOTES_EXHAUSTED.</exception>
    private async Task<QuoteRecord?> StoreAsync(QuoteRecord quote, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var forgotten = quote.CreateTime - Remembered;
            await db.Quotes.Where(q => q.MemberId == quote.MemberId && q.ExpireTime <= forgotten).ExecuteDeleteAsync(cancel);
            await db.Quotes.Where(q => q.MemberId == quote.MemberId && q.Slot != null && q.ExpireTime <= quote.CreateTime)
                .ExecuteUpdateAsync(q => q.SetProperty(x => x.Slot, (int?)null), cancel);
            var taken = await db.Quotes.Where(q => q.MemberId == quote.MemberId && q.Slot != null)
                .Select(q => q.Slot!.Value).ToListAsync(cancel);
            if (taken.Count >= options.Value.OpenQuotesPerMember)
                throw new RefusalException(new Refusal(
                    ErrorReason.QuotesExhausted,
                    $"The member has {taken.Count} open quotes; use one, or wait until one expires.")
                { RetryDelay = options.Value.QuoteLifetime });
            quote.Slot = Enumerable.Range(0, options.Value.OpenQuotesPerMember).First(s => !taken.Contains(s));
            db.Quotes.Add(quote);
            try
            {
                await db.SaveChangesAsync(cancel);
                return null;
            }
            catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e) && attempt < options.Value.OpenQuotesPerMember + 3)
            {
                // The same request, or another for the member, was first.
                db.ChangeTracker.Clear();
                if (await FindQuoteAsync(quote.Id, cancel) is { } known)
                    return known;
            }
        }
    }

    private Task<QuoteRecord?> FindQuoteAsync(Guid id, CancellationToken cancel) =>
        db.Quotes.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, cancel);

    private CreateQuoteResponse Replayed(QuoteRecord known, byte[] fingerprint, CreateQuoteRequest request, Caller caller)
    {
        if (!known.Fingerprint.AsSpan().SequenceEqual(fingerprint))
            throw new RefusalException(Idempotency.Reused(Guid.ParseExact(request.RequestId, "D")));
        var member = request.PayerCase == CreateQuoteRequest.PayerOneofCase.Member ? NameOf(known, caller) : "";
        return new CreateQuoteResponse { Quote = MessageOf(known, member), Replayed = true };
    }

    private string NameOf(QuoteRecord quote, Caller caller) => names.NameFor(caller.Viewer, new MemberId(quote.MemberId));

    private static Quote MessageOf(QuoteRecord quote, string member)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(quote.Detail);
        return new Quote
        {
            Name = QuoteNames.Of(quote.Id),
            Member = member,
            Detail = detail,
            Receipt = Receipts.Of(detail),
            CreateTime = quote.CreateTime.ToTimestamp(),
            ExpireTime = quote.ExpireTime.ToTimestamp(),
        };
    }
}
