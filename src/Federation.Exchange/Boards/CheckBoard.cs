using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<CheckBoardResponse> CheckBoard(CheckBoardRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.Name.Length > 0 != request.Terms is not null, "name", "must be given, or else terms");
        var number = request.Name.Length == 0 ? 0 : form.Board(request.Name, "name");
        if (request.Terms is not null)
            form.CheckTerms(request.Terms);
        form.Done();

        var cancel = context.CancellationToken;
        RateBoard board;
        if (request.Terms is { } terms)
        {
            await RequireCoinsAsync(terms, cancel);
            board = terms.ToRates(0, deployment.Value.SettlementCurrency);
        }
        else
            board = (await FindAsync(number, cancel)).Board.ToRates();
        return Answer(await GuardAsync(board, cancel));
    }

    private CheckBoardResponse Answer(BoardGuard guard)
    {
        var response = new CheckBoardResponse
        {
            Safety = guard.Proof switch
            {
                ArbitrageProof.Safe when guard.Fault is null => BoardSafety.Proven,
                ArbitrageProof.Cycle => BoardSafety.Gains,
                _ => BoardSafety.Undecided,
            },
            Cycle = (guard.Proof as ArbitrageProof.Cycle)?.ToMessage(),
            ComparedWith = guard.InForce is { } inForce ? BoardNames.Of(inForce.Number) : "",
            BandBasisPoints = options.Value.BandBasisPoints,
        };
        if (guard.Proof is ArbitrageProof.Safe safe)
            response.Prices.AddRange(safe.Prices.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p =>
                new CoinPrice { Coin = ResourceNames.Coin(p.Key), Price = p.Value.ToString() }));
        response.Deviations.AddRange(guard.Deviations.Select(d => d.ToMessage()));
        return response;
    }
}
