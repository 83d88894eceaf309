using System.Globalization;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<ListBoardsResponse> ListBoards(ListBoardsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {Caller.Of(context).Principal}";
        var before = pages.Read(query, request.PageToken) is { } start
            ? long.Parse(start, CultureInfo.InvariantCulture)
            : long.MaxValue;

        var some = db.Boards.Where(b => b.Number < before).OrderByDescending(b => b.Number).Take(size + 1);
        var now = await clock.NowAsync(context.CancellationToken);
        var found = await ShownAsync(some, now, withPairs: false, context.CancellationToken);
        var response = new ListBoardsResponse();
        var page = found.OrderByDescending(s => s.Board.Number).Take(size).ToList();
        response.Boards.AddRange(page.Select(s => s.ToMessage()));
        if (found.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].Board.Number.ToString(CultureInfo.InvariantCulture));
        return response;
    }
}
