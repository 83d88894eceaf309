using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<CreateQuoteResponse> CreateQuote(CreateQuoteRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var till = OwnTill(caller, form, request.Merchant);
        var payment = AskedPayment.Of(request);
        var source = PayForm.Check(form, payment, deployment.Value.SettlementCurrency);
        form.Done();

        var id = QuoteNames.IdOf(caller.Principal, Guid.ParseExact(request.RequestId, "D"));
        var fingerprint = Fingerprint.Of(context.Method, request);
        var cancel = context.CancellationToken;
        var (plan, consent, now) = await PlanAsync(payment, till, source, null, context);
        // The same request again gets the first answer, whatever the plan says: who is to have a quote learns it when
        // that is stored.
        if (plan is ExchangePlan.Refused && await quotes.FindAsync(id, cancel) is { } known)
            return Replayed(known, fingerprint, request, caller);
        var quote = new QuoteRecord
        {
            Id = id,
            Fingerprint = fingerprint,
            MerchantPartnerId = till.Partner,
            MemberId = Guid.ParseExact(consent.MemberId, "D"),
            Detail = plan.OrThrow().Detail.ToByteArray(),
            CreateTime = now,
            ExpireTime = now + options.Value.QuoteLifetime,
        };
        switch (await quotes.StoreAsync(quote, cancel))
        {
            case StoredQuote.Known other:
                return Replayed(other.Quote, fingerprint, request, caller);
            case StoredQuote.Exhausted full:
                throw new RefusalException(Exhausted(full, now));
        }
        var member = request.PayerCase == CreateQuoteRequest.PayerOneofCase.Member || consent.MerchantLinked
            ? NameOf(quote, caller) : "";
        return new CreateQuoteResponse { Quote = MessageOf(quote, member) };
    }

    /// <summary>QUOTES_EXHAUSTED. A sandbox's clock stands still: there nothing expires by waiting.</summary>
    private Refusal Exhausted(StoredQuote.Exhausted full, DateTimeOffset now)
    {
        var with = full.Brand is { } brand ? $" with {ResourceNames.Partner(brand)}" : "";
        var way = deployment.Value.Sandbox
            ? "use one, or advance the clock of this sandbox (ClockService.AdvanceClock), which stands still otherwise"
            : "use one, or wait until one expires";
        return new Refusal(ErrorReason.QuotesExhausted, $"The member has {full.Open} open quotes{with}; {way}.")
        { RetryDelay = full.Until > now ? full.Until - now : TimeSpan.FromSeconds(1) };
    }

    private CreateQuoteResponse Replayed(
        QuoteRecord known, byte[] fingerprint, CreateQuoteRequest request, Caller caller)
    {
        if (!known.Fingerprint.AsSpan().SequenceEqual(fingerprint))
            throw new RefusalException(Idempotency.Reused(Guid.ParseExact(request.RequestId, "D")));
        var member = request.PayerCase == CreateQuoteRequest.PayerOneofCase.Member ? NameOf(known, caller) : "";
        return new CreateQuoteResponse { Quote = MessageOf(known, member), Replayed = true };
    }

    private string NameOf(QuoteRecord quote, Caller caller) =>
        names.NameFor(caller, new MemberId(quote.MemberId));

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
