using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<CheckBoardResponse> CheckBoard(CheckBoardRequest request, ServerCallContext context)
    {
        var form = new Form();
        var number = form.BoardOrTerms(request.Name, request.Terms);
        form.Done();

        var cancel = context.CancellationToken;
        var board = await RatesOfAsync(number, request.Terms, cancel);
        return Answer(board, await GuardAsync(board, cancel));
    }

    /// <summary>The rates of a board, or of terms. BOARD_NOT_FOUND, COIN_NOT_FOUND.</summary>
    private async Task<RateBoard> RatesOfAsync(long number, BoardTerms? terms, CancellationToken cancel)
    {
        if (terms is null)
            return (await FindAsync(number, cancel)).Board.ToRates();
        await RequireCoinsAsync(terms, cancel);
        return terms.ToRates(0, deployment.Value.SettlementCurrency);
    }

    private CheckBoardResponse Answer(RateBoard board, BoardGuard guard)
    {
        var response = new CheckBoardResponse
        {
            Safety = guard.Proof switch
            {
                ArbitrageProof.Safe when guard.Fault is null => BoardSafety.Proven,
                ArbitrageProof.Cycle => BoardSafety.Gains,
                _ => BoardSafety.Undecided,
            },
            Cycle = (guard.Proof as ArbitrageProof.Cycle)?.ToMessage(board),
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
