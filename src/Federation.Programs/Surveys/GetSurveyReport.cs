using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class EventService
{
    private static readonly SurveyAnswerKind[] AnswerKinds = System.Enum.GetValues<SurveyAnswerKind>();

    public override async Task<GetSurveyReportResponse> GetSurveyReport(
        GetSurveyReportRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.Program(request.Program, "program");
        form.Check(EventForm.IsName(request.Survey), "survey", "must have 1 to 64 printable ASCII characters");
        var (first, last) = form.Period(request.FirstDate, request.LastDate);
        form.Done();
        var cancel = context.CancellationToken;
        await RequireReadableAsync(caller, program, cancel);
        await records.NotedAsync(cancel);
        var totals = new SurveyTotals(request.Survey, options.Value.SurveyLeastAnswers);
        // One statement, so that all numbers are of one moment. Its rows are not kept.
        var counted = db.SurveyAnswers.AsNoTracking()
            .Where(a => a.PartnerId == program.PartnerId && a.ProgramId == program.Id
                && AnswerKinds.Contains(a.Kind) && a.Survey == request.Survey && a.Day >= first && a.Day <= last)
            .GroupBy(a => new { a.Kind, a.Question, a.Answer })
            .Select(g => new { g.Key.Kind, g.Key.Question, g.Key.Answer, Count = g.LongCount() })
            .OrderBy(a => a.Kind).ThenBy(a => a.Question).ThenByDescending(a => a.Count).ThenBy(a => a.Answer);
        await foreach (var one in counted.AsAsyncEnumerable().WithCancellation(cancel))
            totals.Add(new CountedAnswer(one.Kind, one.Question, one.Answer, one.Count));
        return new GetSurveyReportResponse { Report = totals.Report() };
    }
}
