using System.Globalization;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<ListPublicationsResponse> ListPublications(
        ListPublicationsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {Caller.Of(context).Principal}";
        var before = pages.Read(query, request.PageToken) is { } start
            ? long.Parse(start, CultureInfo.InvariantCulture)
            : long.MaxValue;

        var found = await db.Publications.AsNoTracking().Where(p => p.Sequence < before)
            .OrderByDescending(p => p.Sequence).Take(size + 1).ToListAsync(context.CancellationToken);
        var page = found.Take(size).ToList();
        var response = new ListPublicationsResponse();
        response.Publications.AddRange(page.Select(p => new BoardPublication
        {
            Sequence = p.Sequence,
            Board = BoardNames.Of(p.BoardNumber),
            PublishTime = p.PublishTime.ToTimestamp(),
            CreateTime = p.CreateTime.ToTimestamp(),
            Publisher = p.Publisher,
            Reason = p.Reason,
        }));
        if (found.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].Sequence.ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
