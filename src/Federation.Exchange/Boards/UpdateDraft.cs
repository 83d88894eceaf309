using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<UpdateDraftResponse> UpdateDraft(UpdateDraftRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var number = form.Board(request.Name, "name");
        form.CheckTerms(request.Terms);
        form.Positive(request.Revision, "revision");
        form.Done();

        var cancel = context.CancellationToken;
        await RequireCoinsAsync(request.Terms, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var draft = await FindDraftAsync(number, cancel);
            if (draft.Revision != request.Revision)
                throw new RefusalException(new Refusal(
                    ErrorReason.VersionMismatch,
                    $"{request.Name} has revision {draft.Revision}, not {request.Revision}; read it again.")
                    .With("revision", draft.Revision));
            draft.Write(request.Terms);
            await NextRevisionAsync(draft, cancel);
            return new UpdateDraftResponse { Board = new ShownBoard(draft, null, null, default).ToMessage() };
        }, cancel);
    }

    /// <summary>The draft, to be changed. BOARD_NOT_FOUND, BOARD_NOT_DRAFT.</summary>
    private async Task<BoardRecord> FindDraftAsync(long number, CancellationToken cancel)
    {
        var board = await db.Boards.Include(b => b.Values).Include(b => b.Approvals).AsSplitQuery()
            .SingleOrDefaultAsync(b => b.Number == number, cancel)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.BoardNotFound, BoardNames.Of(number)));
        return board.IsDraft
            ? board
            : throw new RefusalException(ErrorReason.BoardNotDraft, $"{BoardNames.Of(number)} is no draft any more.");
    }

    /// <summary>Two who change a draft at the same moment meet in its row: the second starts again, and sees the
    /// first's.</summary>
    private async Task NextRevisionAsync(BoardRecord draft, CancellationToken cancel)
    {
        var taken = await db.Boards.Where(b => b.Number == draft.Number && b.Revision == draft.Revision)
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Revision, draft.Revision + 1), cancel);
        if (taken == 0)
            throw new RefusalException(
                ErrorReason.VersionMismatch, $"{BoardNames.Of(draft.Number)} was changed meanwhile; read it again.");
        draft.Revision++;
    }
}
