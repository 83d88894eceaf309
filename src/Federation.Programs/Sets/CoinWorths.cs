using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>What coins are worth: their on-values on the rate board in force.</summary>
/// <param name="boards">The exchange's boards; null where the deployment has no exchange.</param>
internal sealed class CoinWorths(BoardService.BoardServiceClient? boards)
{
    /// <summary>Those of a rule set's coins that have a value; none where no board is in force.</summary>
    public async Task<IReadOnlyList<CoinWorth>> OfAsync(RuleSetTerms terms, ServerCallContext context)
    {
        if (boards is null)
            return [];
        try
        {
            var board = (await boards.GetBoardAsync(new GetBoardRequest(), context.Onward())).Board;
            return [.. board.Values.Where(v => terms.Coins.Contains(v.Coin))
                .Select(v => new CoinWorth { Coin = v.Coin, OnValueUnits = v.OnValueUnits })];
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason == ErrorReason.NoBoardInForce)
        {
            return [];
        }
    }
}
