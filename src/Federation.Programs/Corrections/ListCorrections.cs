using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    public override async Task<ListCorrectionsResponse> ListCorrections(
        ListCorrectionsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var program = form.Program(request.Parent, "parent");
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {program}";
        var before = pages.Read(query, request.PageToken) is { } start
            ? long.Parse(start, CultureInfo.InvariantCulture)
            : long.MaxValue;

        var cancel = context.CancellationToken;
        if (!ProgramService.MayRead(caller, program.PartnerId)
            || !await db.Programs.AnyAsync(p => p.PartnerId == program.PartnerId && p.Id == program.Id, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.ProgramNotFound, program.ToString()));
        var found = await CorrectionsOf(program).Where(c => c.Number < before).OrderByDescending(c => c.Number)
            .Take(size + 1).Select(c => new
            {
                Row = c,
                Done = db.CorrectionLines.LongCount(
                    l => l.PartnerId == c.PartnerId && l.ProgramId == c.ProgramId && l.Number == c.Number
                        && l.State != CorrectionLineState.Pending),
            }).ToListAsync(cancel);
        var page = found.Take(size).ToList();
        return new ListCorrectionsResponse
        {
            Corrections = { page.Select(c => ShownCorrection.Of(c.Row, c.Done)) },
            NextPageToken = found.Count > size
                ? pages.Write(query, page[^1].Row.Number.ToString(CultureInfo.InvariantCulture))
                : "",
        };
    }
}
