using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class EventService
{
    public override async Task<CheckInResponse> CheckIn(CheckInRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        form.Member(request.Member, "member");
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var named = NamedMember.Of(caller, names, program.PartnerId, request.Member);
        var ruleSet = await published.ForAsync(db, program, named: null, now, cancel);
        var day = ruleSet.Rules.Calendar.At(now.ToTimestamp()).Day;
        var happened = EventKeys.OwnCheckIn(named.AtBrand, day, now.ToTimestamp());
        // Coins are the brand's, so its name books them.
        CallOptions Options() => context.OnwardFor(new PartnerId(program.PartnerId));
        var (refusal, member) = await AdmitAsync(ruleSet, happened, now, Options, cancel);
        if (refusal is null && ruleSet.Rules.Terms.CheckIns?.ByMembers != true)
            refusal = new Refusal(
                ErrorReason.CheckInsNotOffered,
                $"By {ruleSet.Name}, which is in force, members cannot check in by themselves.");
        var asked = new CheckInRequest
        {
            RequestId = request.RequestId,
            Program = request.Program,
            Member = named.AtBrand,
        };
        var booked = await BookAsync(
            new AdmittedEvent(ruleSet, happened, Fingerprint.Of(context.Method, asked), now, refusal,
                refusal is null ? member : null)
            {
                RequestId = OrderKeys.RequestOf(caller.Principal, requestId),
            },
            withMisses: false, Options, cancel);
        return await AnswerAsync(booked, cancel);
    }

    /// <summary>What the member may know of it; of a repeated request, the day of then.</summary>
    private async Task<CheckInResponse> AnswerAsync(ReportEventResponse booked, CancellationToken cancel)
    {
        _ = ResourceNames.TryEvaluation(booked.EvaluationName, out _, out var digest);
        var record = await RecordedAsync(Convert.FromHexString(digest ?? ""), cancel);
        var rules = (await orders.RuleSetAsync(RuleSetId.Parse(booked.RuleSet), cancel)).Rules;
        OwnEvaluation.LeaveOut(booked.Evaluation);
        var response = new CheckInResponse
        {
            Date = Days.ToDate(rules.Calendar.At(record.Event.EventTime).Day),
            Evaluation = booked.Evaluation,
            EvaluationName = booked.EvaluationName,
            Journal = booked.Journal,
            Replayed = booked.Replayed,
        };
        response.Parts.AddRange(booked.Parts);
        response.Tickets.AddRange(booked.Tickets);
        return response;
    }
}
