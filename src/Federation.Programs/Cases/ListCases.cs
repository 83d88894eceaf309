using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CaseService
{
    public override async Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.Program(request.Program, "program");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var cancel = context.CancellationToken;
        if (!ProgramService.MayRead(caller, program.PartnerId)
            || !await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, request.Program));
        var query = $"{context.Method} {caller.Principal} {program} {request.OpenOnly} {request.DueSoon}";
        var rows = db.Cases.AsNoTracking().Where(c => c.PartnerId == program.PartnerId && c.ProgramId == program.Id);
        if (request.OpenOnly)
            rows = rows.Where(c => c.DueTime != null);
        if (request.DueSoon)
        {
            DateTimeOffset? until = await clock.NowAsync(cancel) + Soon;
            rows = rows.Where(c => c.DueTime < until);
        }
        if (pages.ReadTime(query, request.PageToken) is var (before, after))
            rows = rows.Where(c => c.CreateTime < before || (c.CreateTime == before && c.Id.CompareTo(after) > 0));
        var some = await rows.OrderByDescending(c => c.CreateTime).ThenBy(c => c.Id).Take(size + 1).ToListAsync(cancel);
        var page = some.Take(size).ToList();
        var response = new ListCasesResponse();
        response.Cases.AddRange((await book.ShownAsync(page, context.Onward, cancel))
            .Where(c => !(request.OpenOnly || request.DueSoon) || c.State == CaseState.Open));
        if (some.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].CreateTime, page[^1].Id);
        return response;
    }
}
