using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<GetBoardResponse> GetBoard(GetBoardRequest request, ServerCallContext context)
    {
        var form = new Form();
        var number = request.Name.Length == 0 ? 0 : form.Board(request.Name, "name");
        var asOf = request.Name.Length == 0 ? form.Moment(request.AsOf, "as_of") : null;
        form.Done();

        var cancel = context.CancellationToken;
        if (number == 0)
            number = await InForceAsync(asOf ?? await clock.NowAsync(cancel), cancel);
        var board = await FindAsync(number, cancel, withPairs: !request.WithoutPairs);
        return new GetBoardResponse { Board = board.ToMessage(withPairs: !request.WithoutPairs) };
    }

    private async Task<long> InForceAsync(DateTimeOffset moment, CancellationToken cancel)
    {
        var board = (await boards.CurrentAsync(cancel)).InForceAt(moment)
            ?? (await boards.AfterMissAsync(cancel)).InForceAt(moment)
            ?? throw new RefusalException(ErrorReason.NoBoardInForce, "No board was in force at that time.");
        return board.Number;
    }
}
