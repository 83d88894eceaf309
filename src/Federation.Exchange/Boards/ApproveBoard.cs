using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

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
        form.Reason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot =
            await directory.WithAsync(d => Suspensions.ApproveBoard.Refuses(d, caller.PartnerId) is null, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var found = await FindAsync(number, now, cancel, withPairs: false);
            if (ApprovalRefusal(found.Board, caller, request, snapshot) is { } refusal)
                throw new RefusalException(refusal);
            var approval = new BoardApprovalRecord
            {
                BoardNumber = number,
                PartnerId = caller.PartnerId ?? "",
                Approver = caller.Principal.Name,
                Reason = request.Reason,
                ApproveTime = now,
            };
            // Two approvers at the same moment meet in this key; the second starts again and sees the first's.
            db.BoardApprovals.Add(approval);
            found.Board.Approvals.Add(approval);
            return new ApproveBoardResponse { Board = found.ToMessage() };
        }, cancel);
    }

    private static Refusal? ApprovalRefusal(
        BoardRecord board, Caller caller, ApproveBoardRequest request, DirectorySnapshot directory)
    {
        if (Suspensions.ApproveBoard.Refuses(directory, caller.PartnerId) is { } suspended)
            return suspended;
        var partner = caller.PartnerId ?? "";
        if (partner.Length > 0 && !board.IsDraft && !board.NeededPartners().Contains(partner))
            return new Refusal(
                ErrorReason.NotYours, $"{request.Name} needs no approval of {ResourceNames.Partner(partner)}.");
        if (board.IsDraft || board.Approvals.Exists(a => a.PartnerId == partner))
            return new Refusal(ErrorReason.BoardNotProposed, $"{request.Name} is not waiting for this approval.");
        // Principals are people: one person with two clients is still one person.
        if (board.Proposer == caller.Principal.Name)
            return new Refusal(
                ErrorReason.SamePerson, $"{caller.Principal} proposed {request.Name}; another person must approve it.");
        // A brand answers for its own values; that the board as a whole is meant, the alliance says.
        return partner.Length == 0 && board.Deviates && request.Reason.Length == 0 ? Deviating(request.Name) : null;
    }

    private static Refusal Deviating(string board) => new(
        ErrorReason.ReasonMissing,
        $"{board} deviates from the board in force by more than the band; say why that is meant (see its deviations).");
}
