using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<PublishBoardResponse> PublishBoard(
        PublishBoardRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var number = form.Board(request.Name, "name");
        var asked = form.Moment(request.PublishTime, "publish_time");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var command = IdempotentCommand.Of(Caller.Of(context), requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            var found = await FindAsync(number, cancel);
            if (found.Board.Approver is null)
                throw new RefusalException(ErrorReason.BoardNotApproved, $"{request.Name} was not approved.");
            var latest = await db.Publications.AsNoTracking().OrderByDescending(p => p.Sequence)
                .FirstOrDefaultAsync(cancel);
            var publishTime = PublicationTime.For(asked, now, latest?.PublishTime, deployment.Value.Sandbox);
            // Two publications at the same moment meet in this key; the second is decided again and sees the first.
            db.Publications.Add(new PublicationRecord
            {
                Sequence = (latest?.Sequence ?? 0) + 1,
                BoardNumber = number,
                PublishTime = publishTime,
                CreateTime = now,
            });
            return new PublishBoardResponse { Board = (found with { PublishTime = publishTime }).ToMessage() };
        }, cancel);
        await boards.PublishedAsync(cancel);
        Log.Published(logger, number, response.Board.PublishTime.ToDateTimeOffset());
        return response;
    }
}
