using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    private static readonly TimeSpan LongestCorrected = TimeSpan.FromDays(400);

    // So much an order may be decided before its own time, and so much after it.
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLate = TimeSpan.FromDays(90);

    // So often the caller is told at most how far it is.
    private static readonly TimeSpan StepPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override async Task ProposeCorrection(
        ProposeCorrectionRequest request, IServerStreamWriter<ProposeCorrectionResponse> responseStream,
        ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.RuleSet(request.RuleSet, "rule_set");
        _ = form.Period(request.FromTime, request.ToTime, LongestCorrected);
        form.CorrectionReasons(request.ReasonCode, request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var ruleSet = await ApprovedAsync(name, caller, cancel);
        using var place = simulations.Open(caller.Principal);
        await records.NotedAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, cancel);
        var seen = await LatestAsync(name.Program, cancel);
        // What will be refused, or was answered before, needs no comparison.
        var mayPropose =
            seen?.IsOpen != true && Suspensions.CorrectionCommands.Refuses(snapshot, caller.PartnerId) is null;
        var period = mayPropose ? await CompareAsync(ruleSet, request, responseStream, caller, cancel) : null;
        var now = await clock.NowAsync(cancel);
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            RequireAtWork(caller, snapshot);
            // What was posted meanwhile the comparison does not know.
            var latest = await LatestAsync(name.Program, cancel);
            if (period is null || latest?.IsOpen == true || latest?.Number != seen?.Number)
                throw new RefusalException(Open(latest!));
            var rows = new ProposedCorrection(request, ruleSet, seen?.Number + 1 ?? 1, now, caller, period);
            db.Corrections.Add(rows.Correction);
            db.CorrectionLines.AddRange(rows.Lines);
            db.CorrectionOrders.AddRange(rows.Orders);
            return new ProposeCorrectionResponse { Correction = rows.Shown() };
        }, cancel);
        await responseStream.WriteAsync(response, cancel);
    }

    private static Refusal Open(CorrectionRow latest) => new Refusal(
        ErrorReason.CorrectionOpen,
        $"{latest.Name} was proposed before; propose again when it is done or rejected.")
        .With("correction", latest.Name.ToString());

    private Task<CorrectionRow?> LatestAsync(ProgramId program, CancellationToken cancel) =>
        CorrectionsOf(program).OrderByDescending(c => c.Number).FirstOrDefaultAsync(cancel);

    /// <summary>RULE_SET_NOT_FOUND, RULE_SET_NOT_APPROVED.</summary>
    private async Task<RuleSetRow> ApprovedAsync(RuleSetId name, Caller caller, CancellationToken cancel)
    {
        var found = caller.PartnerId == name.Program.PartnerId
            ? await db.RuleSets.AsNoTracking().Include(s => s.Content).SingleOrDefaultAsync(
                s => s.PartnerId == name.Program.PartnerId && s.ProgramId == name.Program.Id
                    && s.Number == name.Number,
                cancel)
            : null;
        if (found is null)
            throw new RefusalException(Refusal.NotFound(ErrorReason.RuleSetNotFound, name.ToString()));
        return found.IsApproved
            ? found
            : throw new RefusalException(ErrorReason.RuleSetNotApproved, $"{name} was not approved.");
    }

    private async Task<ComparedPeriod> CompareAsync(
        RuleSetRow ruleSet, ProposeCorrectionRequest request, IServerStreamWriter<ProposeCorrectionResponse> stream,
        Caller caller, CancellationToken cancel)
    {
        var (from, to) = (request.FromTime.ToDateTimeOffset(), request.ToTime.ToDateTimeOffset());
        var terms = RuleSetTerms.Parser.ParseFrom(ruleSet.Content!.Terms);
        var worth = await worths.OfAsync(terms, cancel);
        var told = time.GetTimestamp();
        // It computes for long, and SQLite reads within the call: it has a thread of its own.
        return await Task.Run(
            () =>
            {
                var rules = CompiledRuleSet.Of(ruleSet.Name.ToString(), terms);
                return new PeriodComparison(
                    new RecordedOrders(db, ruleSet.Name.Program, from - LongestAhead, to + LongestLate), books,
                    new OrderCorrections(db, posting), rules, new Comparison(rules, new Simulation(rules, worth)))
                    .RunAsync(
                        o => o.OrderTime.ToDateTimeOffset() >= from && o.OrderTime.ToDateTimeOffset() < to,
                        ruleSet.Name.Program, () => OptionsFor(caller, cancel), TellAsync, cancel);
            },
            cancel);

        async Task TellAsync(CorrectionStep step)
        {
            if (step.Done > 0 && time.GetElapsedTime(told) < StepPause)
                return;
            told = time.GetTimestamp();
            await stream.WriteAsync(new ProposeCorrectionResponse { Step = step }, cancel);
        }
    }

    /// <summary>For one of many calls, which together may take longer than one.</summary>
    private static CallOptions OptionsFor(Caller caller, CancellationToken cancel) => new(
        new Metadata { { RequestGuard.PrincipalHeader, caller.Principal.Name } },
        // gRPC's deadlines are wall-clock times of this process.
        DateTime.UtcNow + CallLimit, cancel);
}
