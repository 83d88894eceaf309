using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class EventService
{
    public override async Task<ListSurveysResponse> ListSurveys(ListSurveysRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.Program(request.Program, "program");
        var (first, last) = form.Period(request.FirstDate, request.LastDate);
        var size = form.PageSize(request.PageSize);
        form.Done();
        var cancel = context.CancellationToken;
        await RequireReadableAsync(caller, program, cancel);
        var query = $"{context.Method} {caller.Principal} {program} {first} {last}";
        var start = pages.Read(query, request.PageToken) ?? "";
        await records.NotedAsync(cancel);
        var found = await db.SurveyAnswers.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(a => a.PartnerId == program.PartnerId && a.ProgramId == program.Id
                && a.Kind == SurveyAnswerKind.Answered && string.Compare(a.Survey, start) > 0
                && a.Day >= first && a.Day <= last)
#pragma warning restore CA1309
            .GroupBy(a => a.Survey)
            .Select(g => new
            {
                Survey = g.Key,
                Count = g.LongCount(),
                First = g.Min(a => a.Day),
                Last = g.Max(a => a.Day),
            })
            .OrderBy(s => s.Survey).Take(size + 1).ToListAsync(cancel);
        var response = new ListSurveysResponse();
        response.Surveys.AddRange(found.Take(size).Select(s => new Survey
        {
            Survey_ = s.Survey,
            Answers = s.Count,
            FirstDate = Days.ToDate(s.First),
            LastDate = Days.ToDate(s.Last),
        }));
        if (found.Count > size)
            response.NextPageToken = pages.Write(query, found[size - 1].Survey);
        return response;
    }

    /// <summary>Refuses a programme that there is not, or that is none of the caller's to read.</summary>
    private async Task RequireReadableAsync(Caller caller, ProgramId program, CancellationToken cancel)
    {
        if (!ProgramService.MayRead(caller, program.PartnerId)
            || !await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));
    }
}
