using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Federation.Programs;

/// <summary>What members do besides buying.</summary>
internal sealed partial class EventService(
    ProgramsDb db, PublishedRuleSets published, CoinWorths worths, PartnerDirectory directory, AllianceClock clock,
    OrderBooks orders, OrderTickets tickets, OrderRecords records, TallyReader tallies, IServiceScopeFactory scopes,
    MemberBook members, MemberNames names, PageTokens pages, IOptions<ProgramsOptions> options,
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting)
    : V1.EventService.EventServiceBase
{
    // Clocks of servers are not exact.
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLate = TimeSpan.FromDays(90);

    /// <summary>What is wrong with an event; then the rule set that decides.</summary>
    private async Task<PublishedRuleSet> RuleSetForAsync(
        Form form, ProgramId program, Event? happened, DateTimeOffset now, CancellationToken cancel)
    {
        form.Check(happened is not null, "event", "is required");
        form.Done();
        foreach (var problem in EventForm.Check(happened!))
            form.Check(false, "event." + problem.Field, problem.Text.TrimEnd('.'));
        var time = form.Moment(happened!.EventTime, "event.event_time") ?? now;
        form.Check(time <= now + LongestAhead, "event.event_time", "must not be in the future");
        form.Check(time >= now - LongestLate, "event.event_time", "must be at most 90 days ago");
        form.Check(
            happened.Type?.Kind != EventKind.ReferralQualified, "event.type",
            "must not be REFERRAL_QUALIFIED, which the alliance makes itself");
        form.Check(!happened.ByMember, "event.by_member", "must not be set: a member's own check-in is CheckIn");
        form.Member(happened.Member, "event.member");
        if (happened.Reviewed is { } reviewed)
        {
            form.Check(
                OrderId.TryParse(reviewed.Order, out var order) && (form.Problem() is not null
                    || order.Program == program), "event.reviewed.order",
                "must be partners/{p}/programs/{id}/orders/{uuid}, of the programme");
            form.Check(reviewed.Line >= 1, "event.reviewed.line", "must be 1 or more");
        }
        form.Done();
        return await published.ForAsync(db, program, named: null, time, cancel);
    }

    /// <summary>Why the event is refused, or its member. In the documented order: existence, state.</summary>
    private async Task<(Refusal? Refusal, MemberFacts? Member)> AdmitAsync(
        PublishedRuleSet ruleSet, Event happened, DateTimeOffset now, Func<Grpc.Core.CallOptions> options,
        CancellationToken cancel)
    {
        var program = ruleSet.Name.Program;
        var consent = await consents.ResolveAsync(
            new ResolveSpendingRequest { MerchantPartnerId = program.PartnerId, Member = happened.Member }, cancel);
        var refusal = await directory.SuspendedAsync(Suspensions.ReportEvent, program.PartnerId, cancel)
            ?? MemberChecks.Refuses(happened.Member, program.PartnerId, consent);
        if (refusal is null && happened.Reviewed is { } reviewed)
            refusal = await RefuseReviewAsync(reviewed, happened.Member, options(), cancel);
        return refusal is not null
            ? (refusal, null)
            : (null, await members.FactsAsync(ruleSet, happened.Member, consent.LinkTime, now, cancel));
    }

    /// <summary>Why goods cannot be reviewed; null if they can.</summary>
    private async Task<Refusal?> RefuseReviewAsync(
        ReviewedLine reviewed, string member, Grpc.Core.CallOptions options, CancellationToken cancel)
    {
        _ = OrderId.TryParse(reviewed.Order, out var id);
        if (await orders.FindAsync(id, options) is not { } history)
            return Refusal.NotFound(ErrorReason.OrderNotFound, reviewed.Order);
        var digest = history.Now.Digest.ToByteArray();
        var content = await db.Evaluations.AsNoTracking().Where(e => e.Digest == digest).Select(e => e.Content)
            .SingleAsync(cancel);
        return EventChecks.RefusesReview(
            reviewed, member, EvaluationRecord.Parser.ParseFrom(content).Order, history.Now);
    }

    /// <summary>Reads the facts, and decides.</summary>
    private async Task<DecidedEvent> DecideAsync(
        PublishedRuleSet ruleSet, Event happened, MemberFacts member, DateTimeOffset now,
        IReadOnlySet<string> leftOut, CancellationToken cancel)
    {
        var rules = ruleSet.Rules;
        var facts = new Facts { DecideTime = now.ToTimestamp(), Member = member };
        if (rules.LimitsMoney)
            facts.Coins.AddRange(await worths.OfAsync(rules.Terms, cancel));
        var keys = TallyReads.Of(rules, facts, happened);
        var program = ruleSet.Name.Program;
        var units = await tallies.ReadAsync(
            [.. keys.Select(k => ProgramTallies.IdOf(program, k, null, member.Id))], cancel);
        facts.Tallies.AddRange(keys.Zip(units, (k, u) => new TallyValue { Key = k, Units = u })
            .Where(t => t.Units != 0));
        var record = new EvaluationRecord
        {
            RuleSet = ruleSet.Name.ToString(),
            Terms = rules.Terms,
            Event = happened,
            Facts = facts,
            Result = Evaluator.Evaluate(rules, facts, happened, leftOut),
        };
        record.LeftOut.AddRange(leftOut.Order(StringComparer.Ordinal));
        return new DecidedEvent(ruleSet, record);
    }
}
