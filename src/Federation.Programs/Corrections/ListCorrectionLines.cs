using System.Globalization;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    public override async Task<ListCorrectionLinesResponse> ListCorrectionLines(
        ListCorrectionLinesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var name = CorrectionOf(form, request.Name);
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {caller.Principal} {name}";
        var after = pages.Read(query, request.PageToken) is { } start
            ? int.Parse(start, CultureInfo.InvariantCulture)
            : 0;

        var cancel = context.CancellationToken;
        await FindAsync(name, caller, cancel);
        var found = await LinesOf(name).Where(l => l.Line > after).OrderBy(l => l.Line).Take(size + 1)
            .ToListAsync(cancel);
        var page = found.Take(size).ToList();
        return new ListCorrectionLinesResponse
        {
            Lines = { page.Select(ShownCorrection.Of) },
            NextPageToken = found.Count > size
                ? pages.Write(query, page[^1].Line.ToString(CultureInfo.InvariantCulture))
                : "",
        };
    }
}
