using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<CreateDraftResponse> CreateDraft(CreateDraftRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.CheckTerms(request.Terms);
        form.Done();

        var cancel = context.CancellationToken;
        await RequireCoinsAsync(request.Terms, cancel);
        var now = await clock.NowAsync(cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var board = await AddBoardAsync(request.Terms, caller, now, cancel);
            board.IsDraft = true;
            return new CreateDraftResponse { Board = new ShownBoard(board, null, null, default).ToMessage() };
        }, cancel);
    }

    private async Task<BoardRecord> AddBoardAsync(
        BoardTerms terms, Caller caller, DateTimeOffset now, CancellationToken cancel)
    {
        var board = new BoardRecord
        {
            Number = await NextNumberAsync(cancel),
            Currency = deployment.Value.SettlementCurrency,
            Proposer = caller.Principal.Name,
            CreateTime = now,
        };
        board.Write(terms);
        db.Boards.Add(board);
        return board;
    }
}
