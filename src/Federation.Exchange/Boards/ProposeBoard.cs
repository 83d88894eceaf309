using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<ProposeBoardResponse> ProposeBoard(
        ProposeBoardRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        BoardGuard.CheckForm(form, request);
        form.Done();

        var cancel = context.CancellationToken;
        var snapshot = await directory.WithAsync(d => BoardGuard.KnowsAll(d, request), cancel);
        var now = await clock.NowAsync(cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            if (BoardGuard.Check(request, snapshot) is { } refusal)
                throw new RefusalException(refusal);
            var last = await db.Boards.MaxAsync(b => (long?)b.Number, cancel) ?? 0;
            var board = NewBoard(last + 1, request, caller.Principal, now);
            db.Boards.Add(board);
            return new ProposeBoardResponse { Board = new Shown(board, null).ToMessage() };
        }, cancel);
    }

    private BoardRecord NewBoard(long number, ProposeBoardRequest request, string proposer, DateTimeOffset now) => new()
    {
        Number = number,
        FeeBasisPoints = request.FeeBasisPoints,
        Currency = deployment.Value.SettlementCurrency,
        Proposer = proposer,
        CreateTime = now,
        Values = [.. request.Values.Select(v => new BoardValueRecord
        {
            CoinId = v.Coin["coins/".Length..],
            AsksUnits = v.AsksUnits,
            PaysUnits = v.PaysUnits,
        })],
    };
}
