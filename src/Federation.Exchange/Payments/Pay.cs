using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Polly;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<PayResponse> Pay(PayRequest request, ServerCallContext context)
    {
        var fingerprint = Fingerprint.Of(context.Method, request);
        var (posted, consent) =
            await PostPlannedAsync(new Form(), request, plan => plan.ToPost(request, fingerprint), context);
        Log.Paid(logger, request.RequestId, posted.Journal.Name, posted.Replayed);
        var member = KnownMember(Caller.Of(context), request, consent, posted.Journal);
        return new PayResponse { Exchange = Answers.Of(posted.Journal, member), Replayed = posted.Replayed };
    }

    /// <summary>Checks and plans a payment, and asks the ledger to post what is made of the plan. The form may have
    /// been begun.</summary>
    private async Task<(PostResponse Posted, ResolveSpendingResponse Consent)> PostPlannedAsync(
        Form form, PayRequest request, Func<ExchangePlan, PostRequest> postOf, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var till = OwnTill(caller, form, request.Merchant);
        var source = PayForm.Check(form, request, deployment.Value.SettlementCurrency);
        form.Done();

        var quote = await QuoteOfAsync(request, till.Partner, context.CancellationToken);
        // Where nobody names the coins, the member's may change between the look at them and the booking: then the
        // payment is planned anew, with those that there are.
        var retry = PayForm.TakesAny(request) ? Contention.Plans : ResiliencePipeline.Empty;
        return await retry.ExecuteAsync(
            async _ =>
            {
                var (plan, consent, _) = await PlanAsync(request, till, source, quote, context);
                // One call, whatever the plan says: the ledger looks the request_id up first, so a retry gets the first
                // answer.
                var posted = await posting.PostAsync(postOf(plan), context.Onward());
                await CloseAsync(quote);
                return (posted, consent);
            },
            context.CancellationToken);
    }

    /// <summary>What a payment is to book now, or why it is refused.</summary>
    private async Task<(ExchangePlan Plan, ResolveSpendingResponse Consent, DateTimeOffset Now)> PlanAsync(
        PayRequest request, (string Partner, string Merchant) till, string source, QuoteRecord? quote,
        ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var named = NamedCoins(source, quote);
        // What is refused by this answer is remembered for good.
        var snapshot = await directory.WithAsync(
            d => d.IsOpen(till) && !d.IsSuspended(till.Partner) && named.All(d.IsAtWork), cancel);
        PayForm.CheckAmountCoin(request.Amount, snapshot.Merchants.GetValueOrDefault(till));
        var asking = consents.ResolveAsync(SpendingOf(request, till.Partner), cancel);
        var telling = clock.NowAsync(cancel).AsTask();
        await Task.WhenAll(asking, telling);
        var (consent, now) = (await asking, await telling);
        if (request.HowMuchCase == PayRequest.HowMuchOneofCase.Quote)
            return (
                PayPlan.For(request, snapshot, consent, quote, await BoardOfAsync(quote, cancel), now), consent, now);

        var wallets = !PayForm.TakesAny(request) || consent.MemberId.Length == 0 ? null
            : await posting.GetMemberWalletsAsync(
            new GetMemberWalletsRequest { MemberId = consent.MemberId }, context.Onward());
        var plan = await PlanAtBoardAsync(snapshot);
        // Coins that are not taken because their issuer is suspended: it may have been resumed since.
        if (plan is ExchangePlan.Refused { Refusal.Reason: ErrorReason.InsufficientCoins }
            && wallets?.Wallets.All(w => IsAtWork(snapshot, w.Coin)) == false)
            plan = await PlanAtBoardAsync(await directory.FreshAsync(cancel));
        return (plan, consent, now);

        Task<ExchangePlan> PlanAtBoardAsync(DirectorySnapshot snapshot) => AtBoardAsync(
            now, board => PayPlan.For(request, snapshot, consent, board, wallets), cancel);
    }

    /// <summary>The board that a quote was made at: one that was published, as far as that was looked at.</summary>
    private async Task<RateBoard?> BoardOfAsync(QuoteRecord? quote, CancellationToken cancel)
    {
        if (quote is null
            || !BoardNames.TryRead(ExchangeDetail.Parser.ParseFrom(quote.Detail).Board, out var number))
            return null;
        return (await boards.CurrentAsync(cancel)).Find(number) ?? (await boards.AfterMissAsync(cancel)).Find(number);
    }

    private static bool IsAtWork(DirectorySnapshot directory, string coin) =>
        ResourceNames.TryCoin(coin, out var id) && directory.IsAtWork(id);

    /// <summary>The ids of the coins that a payment names, itself or by its quote.</summary>
    private static IReadOnlyList<string> NamedCoins(string source, QuoteRecord? quote)
    {
        if (quote is not null)
            return [.. ExchangeDetail.Parser.ParseFrom(quote.Detail).Legs.Select(l => CoinId.Parse(l.Paid.Coin).Value)];
        return source.Length == 0 ? [] : [source];
    }

    /// <summary>Plans at the board in force. Where that is missing, lacks a coin or is not the expected one, another
    /// node may have published since: one more look before refusing.</summary>
    private async Task<ExchangePlan> AtBoardAsync(
        DateTimeOffset now, Func<RateBoard?, ExchangePlan> plan, CancellationToken cancel)
    {
        var planned = plan((await boards.CurrentAsync(cancel)).InForceAt(now));
        return planned is ExchangePlan.Refused
        {
            Refusal.Reason: ErrorReason.NoBoardInForce
            or ErrorReason.CoinNotOnBoard or ErrorReason.BoardChanged
        }
            ? plan((await boards.AfterMissAsync(cancel)).InForceAt(now))
            : planned;
    }

    /// <summary>The member as the caller names it, where the caller knows it: it named it, or is linked with
    /// it.</summary>
    private string KnownMember(
        Caller caller, PayRequest request, ResolveSpendingResponse consent, Federation.Ledger.V1.Journal journal) =>
        (request.PayerCase == PayRequest.PayerOneofCase.Member || consent.MerchantLinked)
        && Answers.MemberOf(journal) is { } member
            ? names.NameFor(caller, member)
            : "";

    /// <summary>The quote to pay by, where the request names one that was made for this brand.</summary>
    private async Task<QuoteRecord?> QuoteOfAsync(
        PayRequest request, string merchantPartnerId, CancellationToken cancel)
    {
        if (request.HowMuchCase != PayRequest.HowMuchOneofCase.Quote)
            return null;
        var quote =
            await quotes.FindAsync(Guid.ParseExact(request.Quote.AsSpan(QuoteNames.Prefix.Length), "D"), cancel);
        return quote?.MerchantPartnerId == merchantPartnerId ? quote : null;
    }

    /// <summary>A quote that was used gives its place to the next. Where that fails, its time gives it.</summary>
    private async Task CloseAsync(QuoteRecord? quote)
    {
        if (quote?.Slot is null)
            return;
        try
        {
            await quotes.CloseAsync(quote.Id);
        }
        catch (Exception e)
        {
            Log.QuoteNotClosed(logger, quote.Id, e.Message);
        }
    }

    private static ResolveSpendingRequest SpendingOf(PayRequest request, string merchantPartnerId) =>
        request.PayerCase == PayRequest.PayerOneofCase.PayCode
            ? new ResolveSpendingRequest { MerchantPartnerId = merchantPartnerId, PayCode = request.PayCode }
            : new ResolveSpendingRequest { MerchantPartnerId = merchantPartnerId, Member = request.Member };
}
