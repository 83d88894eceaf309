using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<ApproveBoardResponse> ApproveBoard(
        ApproveBoardRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var number = form.Board(request.Name, "name");
        form.Done();

        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var found = await FindAsync(number, cancel);
            if (found.Board.Approver is not null)
                throw new RefusalException(NotProposed(request.Name));
            // Principals are people: one person with two clients is still one person.
            if (found.Board.Proposer == caller.Principal)
                throw new RefusalException(
                    ErrorReason.SamePerson,
                    $"{caller.Principal} proposed {request.Name}; another person must approve it.");
            // Two approvers at the same moment: the row decides who was first.
            var approved = await db.Boards.Where(b => b.Number == number && b.Approver == null)
                .ExecuteUpdateAsync(b => b.SetProperty(x => x.Approver, caller.Principal), cancel);
            if (approved == 0)
                throw new RefusalException(NotProposed(request.Name));
            return new ApproveBoardResponse { Board = (await FindAsync(number, cancel)).ToMessage() };
        }, cancel);
    }

    private static Refusal NotProposed(string board) =>
        new(ErrorReason.BoardNotProposed, $"{board} is not waiting for approval.");
}
