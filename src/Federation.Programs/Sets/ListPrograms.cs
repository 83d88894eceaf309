using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ProgramService
{
    public override async Task<ListProgramsResponse> ListPrograms(
        ListProgramsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0 && caller.Member is null)
            caller.RequireOwnOrAdmin(partner, request.Parent);
        form.Done();
        caller.RequireProven(partner, request.Parent);
        var query = $"{context.Method} {caller.Principal} {partner}";
        var start = pages.Read(query, request.PageToken) ?? "";

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var found = await db.Programs.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(p => p.PartnerId == partner && string.Compare(p.Id, start) > 0)
#pragma warning restore CA1309
            .OrderBy(p => p.Id).Take(size + 1)
            .Select(p => new
            {
                Program = p,
                InForce = db.Publications
                    .Where(x => x.PartnerId == p.PartnerId && x.ProgramId == p.Id && x.PublishTime <= now)
                    .OrderByDescending(x => x.Sequence).Select(x => (long?)x.Number).FirstOrDefault(),
            }).ToListAsync(cancel);
        return new ListProgramsResponse
        {
            Programs = { found.Take(size).Select(p => ToMessage(p.Program, p.InForce)) },
            NextPageToken = found.Count > size ? pages.Write(query, found[size - 1].Program.Id) : "",
        };
    }
}
