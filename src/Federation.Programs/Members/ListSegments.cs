using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<ListSegmentsResponse> ListSegments(
        ListSegmentsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.OwnProgram(caller, request.Program);
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {program}";
        var start = pages.Read(query, request.PageToken) ?? "";

        var cancel = context.CancellationToken;
        await RequireProgramAsync(program, cancel);
        var found = await db.Segments.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(s => s.PartnerId == program.PartnerId && s.ProgramId == program.Id
                && string.Compare(s.Id, start) > 0)
#pragma warning restore CA1309
            .OrderBy(s => s.Id).Take(size + 1).ToListAsync(cancel);
        return new ListSegmentsResponse
        {
            Segments = { found.Take(size).Select(ToMessage) },
            NextPageToken = found.Count > size ? pages.Write(query, found[size - 1].Id) : "",
        };
    }
}
