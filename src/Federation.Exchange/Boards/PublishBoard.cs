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
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var number = form.Board(request.Name, "name");
        var asked = form.Moment(request.PublishTime, "publish_time");
        form.Reason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var response = await db.RunOnceAsync(command, async () =>
        {
            var found = await FindAsync(number, now, cancel);
            if (!found.Board.IsApproved)
                throw new RefusalException(NotApproved(found.Board));
            // One that was approved before boards had to have a maximum.
            if (BoardGuard.Unbounded(found.Board.ToRates()) is { } unbounded)
                throw new RefusalException(unbounded);
            var latest = await db.Publications.AsNoTracking().OrderByDescending(p => p.Sequence)
                .FirstOrDefaultAsync(cancel);
            if (request.Reason.Length == 0
                && await DeviatesWithoutReasonAsync(found.Board, latest?.BoardNumber, now, cancel))
                throw new RefusalException(Deviating(request.Name));
            var publishTime = PublicationTime.For(asked, now, latest?.PublishTime, deployment.Value.Sandbox);
            // Two publications at the same moment meet in this key; the second is decided again and sees the first.
            db.Publications.Add(new PublicationRecord
            {
                Sequence = (latest?.Sequence ?? 0) + 1,
                BoardNumber = number,
                PublishTime = publishTime,
                CreateTime = now,
                Publisher = caller.Principal.Name,
                Reason = request.Reason,
            });
            var shown = found with { PublishTime = publishTime, InForce = publishTime <= now ? number : found.InForce };
            return new PublishBoardResponse { Board = shown.ToMessage() };
        }, cancel);
        await boards.PublishedAsync(cancel);
        Log.Published(logger, number, response.Board.PublishTime.ToDateTimeOffset());
        return response;
    }

    private static Refusal NotApproved(BoardRecord board)
    {
        var name = BoardNames.Of(board.Number);
        var waits = board.IsDraft || !board.Approvals.Exists(a => a.PartnerId.Length == 0)
            ? $"{name} was not approved."
            : $"{name} waits for the approval of "
            + $"{string.Join(", ", board.PendingPartners().Select(ResourceNames.Partner))}.";
        return new Refusal(ErrorReason.BoardNotApproved, waits);
    }

    /// <summary>Whether it deviates from the board before it although nobody has said that this is meant: a reason was
    /// given for the board that it was compared with when it was proposed, and another may have been published
    /// since.</summary>
    private async Task<bool> DeviatesWithoutReasonAsync(
        BoardRecord board, long? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (before is not { } number || number == board.Number || BoardNames.Of(number) == board.ComparedWith())
            return false;
        var previous = (await FindAsync(number, now, cancel)).Board.ToRates();
        return BoardBand.Deviations(previous, board.ToRates(), options.Value.BandBasisPoints).Count > 0;
    }
}
