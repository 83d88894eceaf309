using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    private const int LongestOffer = 65_536;

    // An order is the same, whether it comes alone or in a batch.
    private static readonly string PlaceMethod = Suspensions.PlaceOrder.Method;

    // As many as the ledger moves at once, and one less: a return moves one more.
    private const int MostMoves = 127;

    public override async Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        form.Check(request.State != OrderState.Cancelled, "state", "must not be ORDER_STATE_CANCELLED");
        var fingerprint = Fingerprint.Of(PlaceMethod, request);
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var offer = OfferOf(form, program, request);
        var ruleSet = await RuleSetForAsync(
            form, program, offer is null ? null : RuleSetId.Parse(offer.RuleSet), request.Order, now, cancel);
        var admitted = await AdmitAsync(ruleSet, request.Order, now, cancel);
        var refusal = admitted.Refusal;
        if (offer?.ExpireTime.ToDateTimeOffset() < now)
            refusal ??= new Refusal(
                ErrorReason.OfferExpired, $"The offer ended at {offer.ExpireTime.ToDateTimeOffset():O}.")
                .With("expire_time", $"{offer.ExpireTime.ToDateTimeOffset():O}");
        var state = request.State == OrderState.Unspecified ? OrderState.Completed : request.State;
        if (state == OrderState.Placed)
            await NoteUnpaidAsync(
                OrderId.Of(program, request.Order.Source, request.Order.EventId),
                now + TimeSpan.FromMinutes(ruleSet.Rules.Terms.UnpaidMinutes), cancel);
        var busy = new BusyBudgets(ruleSet.Rules);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var bundle = Head(program, request.Order, fingerprint);
                if (refusal is not null)
                    return await PostAsync(bundle, refusal, null, context);
                var (unusable, decided) = await TryDecideAsync(ruleSet, request, admitted, busy, offer, context);
                if (decided is null)
                    return await PostAsync(bundle, unusable, null, context);
                var detail = DetailOf(decided, state, fingerprint);
                var prepared = await PrepareTicketsAsync(decided, detail, context.Onward);
                var moves = OrderBundle.Fill(decided, detail, bundle);
                if (bundle.Tallies.Count + TicketPlans.MovesOf(decided.Result) > MostMoves)
                    return await PostAsync(Head(program, request.Order, fingerprint), TooLarge(bundle), null, context);
                prepared.AddTo(bundle);
                if (detail.OrderCase is { } held)
                    await NoteHeldAsync(OrderId.Of(program, detail.Source, detail.EventId), now, held, cancel);
                await WriteAsync(decided, detail, cancel);
                try
                {
                    return await PostAsync(bundle, null, decided, context);
                }
                catch (RpcException e)
                {
                    busy.Notice(Refusal.From(e), moves);
                    throw;
                }
            },
            cancel);
    }

    /// <summary>The decision, or why what was decided cannot be placed.</summary>
    private async Task<(Refusal? Refusal, DecidedOrder? Decided)> TryDecideAsync(
        PublishedRuleSet ruleSet, PlaceOrderRequest request, AdmittedOrder admitted, BusyBudgets busy,
        OfferContent? offer, ServerCallContext context)
    {
        try
        {
            var decided = await DecideAsync(
                ruleSet, request.Order, admitted, busy.LeftOut, withMisses: false, context);
            var refusal = OrderChecks.Refuses(decided, request.AcceptChanges ? null : offer);
            return (refusal, refusal is null ? decided : null);
        }
        catch (RefusalException e) when (e.Refusal.Reason is ErrorReason.CouponUsed or ErrorReason.CouponNotFound)
        {
            return (e.Refusal, null);
        }
    }

    /// <summary>The tickets of an order that is earned at once.</summary>
    private Task<PreparedTickets> PrepareTicketsAsync(
        DecidedOrder decided, OrderDetail detail, Func<CallOptions> options) => tickets.PrepareAsync(
            decided.RuleSet.Name.Program, decided.Record, detail.Digest.Memory,
            detail.IsEarned(decided.Record.Terms) ? TicketPlans.Of(decided.Result) : [], 0, detail.Tickets, null,
            options);

    private static Refusal TooLarge(PostBundleRequest bundle) => new(
        ErrorReason.OrderTooLarge,
        $"The order would move {bundle.Tallies.Count} counted numbers, coupons and levels; at most {MostMoves} are "
            + "possible.");

    private OfferContent? OfferOf(Form form, ProgramId program, PlaceOrderRequest request)
    {
        form.Check(request.Offer.Length <= LongestOffer, "offer", $"must be at most {LongestOffer} characters");
        form.Check(
            request.Offer.Length > 0 || !request.AcceptChanges, "accept_changes", "must not be set without an offer");
        return request.Offer.Length == 0 || form.Problem() is not null || request.Order is null
            ? null
            : offers.Read(request.Offer, program, request.Order);
    }

    private static OrderDetail DetailOf(DecidedOrder decided, OrderState state, byte[] fingerprint) => new()
    {
        Program = decided.RuleSet.Name.Program.ToString(),
        Source = decided.Order.Source,
        EventId = decided.Order.EventId,
        RuleSet = decided.RuleSet.Name.ToString(),
        Digest = ByteString.CopyFrom(Records.DigestOf(decided.Record, decided.RuleSet.Rules)),
        State = state,
        StepTime = decided.Order.OrderTime,
        RequestDigest = ByteString.CopyFrom(fingerprint),
        OrderCase = OrderChecks.CaseOf(decided.Record),
    };

    /// <summary>Notes, before it is placed, that an order will be cancelled unless it is paid: so none is
    /// forgotten.</summary>
    private Task NoteUnpaidAsync(OrderId id, DateTimeOffset due, CancellationToken cancel) => db.WriteOnceAsync(
        [
            new UnpaidOrderRow
            {
                Id = id.Id,
                PartnerId = id.Program.PartnerId,
                ProgramId = id.Program.Id,
                DueTime = due,
            },
        ],
        cancel);

    /// <summary>Notes, before it is placed, that an order has a case: so none is forgotten. A row of an earlier try,
    /// which the sweep may be about to remove, is looked at later.</summary>
    private async Task NoteHeldAsync(OrderId id, DateTimeOffset time, OrderCase held, CancellationToken cancel)
    {
        DateTimeOffset? later = time.AddHours(1);
        using (await db.WriterTurnAsync(cancel))
            await db.Cases.Where(c => c.Id == id.Id && c.DueTime <= time)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.DueTime, later), cancel);
        await db.WriteOnceAsync([CaseRow.Of(id, time, held)], cancel);
    }

    /// <summary>A refusal goes to the ledger, too: an order that was placed before is answered as it was
    /// then.</summary>
    private async Task<PlaceOrderResponse> PostAsync(
        PostBundleRequest bundle, Refusal? refusal, DecidedOrder? decided, ServerCallContext context)
    {
        bundle.Refusal = refusal?.ToOutcome();
        return await AnswerAsync(
            await posting.PostBundleAsync(bundle, context.Onward()), decided, context.CancellationToken);
    }

    private static PostBundleRequest Head(ProgramId program, Order order, byte[] fingerprint) => new()
    {
        RequestId = OrderKeys.RequestOf(fingerprint).ToString("D"),
        Fingerprint = ByteString.CopyFrom(fingerprint),
        Kind = JournalKind.Program,
        ExternalReference = order.EventId,
        Consumes =
        {
            new Consumption
            {
                Key = OrderKeys.StepOf(OrderId.Of(program, order.Source, order.EventId), 0),
                RefusalReason = Refusal.NameOf(ErrorReason.RequestIdReused),
            },
        },
    };

    private Task WriteAsync(DecidedOrder decided, OrderDetail detail, CancellationToken cancel)
    {
        var earned = detail.IsEarned(decided.Record.Terms);
        return records.WriteAsync(
            new OrderWrite.Decided(
                EvaluationRow.Of(decided.RuleSet.Name, detail.Digest.ToByteArray(), decided.Record),
                earned ? [.. OrderBundle.GivenCoupons(decided, detail)] : [],
                earned ? [.. OrderBundle.Levels(decided, detail)] : []),
            cancel);
    }

    /// <summary>Made from what was booked: of a repeated order, what was decided then.</summary>
    private async Task<PlaceOrderResponse> AnswerAsync(
        PostBundleResponse booked, DecidedOrder? decided, CancellationToken cancel)
    {
        var detail = booked.Journal.Detail.Unpack<OrderDetail>();
        var digest = detail.Digest.ToByteArray();
        records.Note(new OrderWrite.Placed(digest, JournalId.Parse(booked.Journal.Name).Value));
        var evaluation = booked.Replayed || decided is null ? await RecordedAsync(digest, cancel) : decided.Result;
        Words.Add(evaluation, (await orders.RuleSetAsync(RuleSetId.Parse(detail.RuleSet), cancel)).Rules);
        var response = new PlaceOrderResponse
        {
            Evaluation = evaluation,
            RuleSet = detail.RuleSet,
            EvaluationName = ResourceNames.Evaluation(detail.Program, digest),
            Journal = booked.Journal.Name,
            Replayed = booked.Replayed,
            OrderName = OrderId.Of(ProgramId.Parse(detail.Program), detail.Source, detail.EventId).ToString(),
        };
        response.Parts.AddRange(booked.Parts.Select(p => p.Name));
        response.Tickets.AddRange(detail.Tickets);
        return response;
    }

    private async Task<Evaluation> RecordedAsync(byte[] digest, CancellationToken cancel) =>
        EvaluationRecord.Parser.ParseFrom(
            await db.Evaluations.Where(e => e.Digest == digest).Select(e => e.Content).SingleAsync(cancel)).Result;
}
