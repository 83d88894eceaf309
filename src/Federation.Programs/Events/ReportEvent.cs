using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class EventService
{
    // As many as the ledger moves at once.
    private const int MostMoves = 128;

    // An event is the same, whether it comes alone or in a batch.
    private static readonly string ReportMethod = Suspensions.ReportEvent.Method;

    public override async Task<ReportEventResponse> ReportEvent(ReportEventRequest request, ServerCallContext context)
    {
        var form = new Form();
        var program = form.OwnProgram(Caller.Of(context), request.Program);
        var fingerprint = Fingerprint.Of(
            ReportMethod, new ReportEventRequest { Program = request.Program, Event = request.Event });
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var ruleSet = await RuleSetForAsync(form, program, request.Event, now, cancel);
        var (refusal, member) = await AdmitAsync(ruleSet, request.Event, now, context.Onward, cancel);
        return await BookAsync(
            new AdmittedEvent(ruleSet, request.Event, fingerprint, now, refusal, member), request.WithMisses,
            context.Onward, cancel);
    }

    /// <summary>Books what one side of a referral gets. However often it is asked, it is booked once: the event's
    /// content follows from the referral's row.</summary>
    /// <param name="ruleSet">The rule set that decides.</param>
    /// <param name="happened">The event.</param>
    /// <param name="options">For the brand.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The answer; null if the member is closed or has left the brand.</returns>
    /// <exception cref="RefusalException">The brand is suspended: nothing is remembered.</exception>
    public async Task<ReportEventResponse?> BookQualifiedAsync(
        PublishedRuleSet ruleSet, Event happened, Func<CallOptions> options, CancellationToken cancel)
    {
        var program = ruleSet.Name.Program;
        var fingerprint = Fingerprint.Of(
            ReportMethod, new ReportEventRequest { Program = program.ToString(), Event = happened });
        var now = await clock.NowAsync(cancel);
        var (refusal, member) = await AdmitAsync(ruleSet, happened, now, options, cancel);
        if (refusal?.Reason == ErrorReason.PartnerSuspended)
            throw new RefusalException(refusal);
        try
        {
            // A refusal goes to the ledger, too: what was booked before the member left is answered as it was then.
            return await BookAsync(
                new AdmittedEvent(ruleSet, happened, fingerprint, now, refusal, member), withMisses: false, options,
                cancel);
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason is ErrorReason.MemberClosed or ErrorReason.NotLinked
            or ErrorReason.MemberNotFound or ErrorReason.WalletClosed)
        {
            return null;
        }
    }

    /// <summary>Decides an event and books it. Where the tallies have changed meanwhile, it decides again.</summary>
    private async Task<ReportEventResponse> BookAsync(
        AdmittedEvent admitted, bool withMisses, Func<CallOptions> options, CancellationToken cancel)
    {
        var (ruleSet, happened) = (admitted.RuleSet, admitted.Event);
        var busy = new BusyBudgets(ruleSet.Rules);
        return await Contention.Orders.ExecuteAsync(
            async _ =>
            {
                var bundle = Head(admitted);
                if (admitted.Member is not { } member)
                    return await PostAsync(bundle, admitted.Refusal, null, withMisses, options, cancel);
                var decided = await DecideAsync(ruleSet, happened, member, admitted.Time, busy.LeftOut, cancel);
                if (OrderChecks.Refuses(decided.Record) is { } risk)
                    return await PostAsync(bundle, risk, null, withMisses, options, cancel);
                var detail = DetailOf(decided);
                var prepared = await tickets.PrepareAsync(
                    ruleSet.Name.Program, decided.Record, detail.Digest.Memory, TicketPlans.Of(decided.Result), 0,
                    detail.Tickets, null, options);
                var moves = EventBundle.Fill(decided, detail, bundle);
                prepared.AddTo(bundle);
                if (bundle.Tallies.Count > MostMoves)
                    return await PostAsync(
                        Head(admitted), TooLarge(bundle), null, withMisses, options, cancel);
                await WriteAsync(decided, detail.Digest.ToByteArray(), cancel);
                try
                {
                    return await PostAsync(bundle, null, decided, withMisses, options, cancel);
                }
                catch (RpcException e)
                {
                    busy.Notice(Refusal.From(e), moves);
                    throw;
                }
            },
            cancel);
    }

    private static Refusal TooLarge(PostBundleRequest bundle) => new(
        ErrorReason.OrderTooLarge,
        $"The event would move {bundle.Tallies.Count} counted numbers, coupons and levels; at most {MostMoves} are "
            + "possible.");

    private static EventDetail DetailOf(DecidedEvent decided) => new()
    {
        Program = decided.RuleSet.Name.Program.ToString(),
        Source = decided.Event.Source,
        EventId = decided.Event.EventId,
        Type = decided.Event.Type,
        RuleSet = decided.RuleSet.Name.ToString(),
        Digest = ByteString.CopyFrom(Records.DigestOf(decided.Record, decided.RuleSet.Rules)),
        EventTime = decided.Event.EventTime,
    };

    private static PostBundleRequest Head(AdmittedEvent admitted)
    {
        var (ruleSet, happened) = (admitted.RuleSet, admitted.Event);
        var program = ruleSet.Name.Program;
        var head = new PostBundleRequest
        {
            RequestId = admitted.RequestId.ToString("D"),
            Fingerprint = ByteString.CopyFrom(admitted.Fingerprint),
            Kind = JournalKind.Program,
            ExternalReference = happened.EventId,
        };
        head.Consumes.Add(new Consumption
        {
            Key = EventKeys.Of(EventKeys.IdOf(program, happened)),
            RefusalReason = Refusal.NameOf(EventKeys.UsedBefore(happened)),
        });
        var day = ruleSet.Rules.Calendar.At(happened.EventTime).Day;
        if (EventKeys.CountedOnce(program, happened, day) is { } counted)
            head.Consumes.Add(new Consumption
            {
                Key = counted,
                RefusalReason = Refusal.NameOf(ErrorReason.EventCounted),
            });
        return head;
    }

    private Task WriteAsync(DecidedEvent decided, byte[] digest, CancellationToken cancel) => records.WriteAsync(
        new OrderWrite.Decided(
            EvaluationRow.Of(decided.RuleSet.Name, digest, decided.Record), EventBundle.Coupons(decided, digest),
            EventBundle.Levels(decided, digest)),
        cancel);

    /// <summary>A refusal goes to the ledger, too: an event that was booked before is answered as it was
    /// then.</summary>
    private async Task<ReportEventResponse> PostAsync(
        PostBundleRequest bundle, Refusal? refusal, DecidedEvent? decided, bool withMisses,
        Func<CallOptions> options, CancellationToken cancel)
    {
        bundle.Refusal = refusal?.ToOutcome();
        return await AnswerAsync(await posting.PostBundleAsync(bundle, options()), decided, withMisses, cancel);
    }

    /// <summary>Made from what was booked: of a repeated event, what was decided then.</summary>
    private async Task<ReportEventResponse> AnswerAsync(
        PostBundleResponse booked, DecidedEvent? decided, bool withMisses, CancellationToken cancel)
    {
        var detail = booked.Journal.Detail.Unpack<EventDetail>();
        var digest = detail.Digest.ToByteArray();
        var record = booked.Replayed || decided is null ? await RecordedAsync(digest, cancel) : decided.Record;
        var ruleSet = await orders.RuleSetAsync(RuleSetId.Parse(detail.RuleSet), cancel);
        records.Note(new OrderWrite.Placed(digest, JournalId.Parse(booked.Journal.Name).Value)
        {
            Answers = SurveyAnswerRow.Of(
                ruleSet.Name.Program, record.Event, ruleSet.Rules.Calendar.At(record.Event.EventTime).Day, digest),
        });
        var rules = ruleSet.Rules;
        var evaluation = record.Result;
        if (withMisses)
            evaluation.Misses.AddRange(Evaluator.Evaluate(
                rules, record.Facts, record.Event, record.LeftOut.ToHashSet(StringComparer.Ordinal), withMisses: true)
                .Misses);
        Words.Add(evaluation, rules);
        var response = new ReportEventResponse
        {
            Evaluation = evaluation,
            RuleSet = detail.RuleSet,
            EvaluationName = ResourceNames.Evaluation(detail.Program, digest),
            Journal = booked.Journal.Name,
            Replayed = booked.Replayed,
        };
        response.Parts.AddRange(booked.Parts.Select(p => p.Name));
        response.Tickets.AddRange(detail.Tickets);
        return response;
    }

    private async Task<EvaluationRecord> RecordedAsync(byte[] digest, CancellationToken cancel) =>
        EvaluationRecord.Parser.ParseFrom(
            await db.Evaluations.Where(e => e.Digest == digest).Select(e => e.Content).SingleAsync(cancel));
}
