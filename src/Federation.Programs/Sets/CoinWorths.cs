using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

/// <summary>What coins are worth: their on-values on the rate board in force. Who asks at the same time is answered by
/// one call.</summary>
internal sealed class CoinWorths
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly BoardService.BoardServiceClient? boards;
    private readonly Batcher<Asker, IReadOnlyList<CoinValue>> batcher;

    /// <param name="boards">The exchange's boards; null where the deployment has no exchange.</param>
    public CoinWorths(BoardService.BoardServiceClient? boards)
    {
        this.boards = boards;
        batcher = new(ReadAsync);
    }

    /// <summary>Those of a rule set's coins that have a value; none where no board is in force.</summary>
    public async Task<IReadOnlyList<CoinWorth>> OfAsync(RuleSetTerms terms, CancellationToken cancel) => boards is null
        ? []
        : [.. (await batcher.AskAsync(default, cancel)).Where(v => terms.Coins.Contains(v.Coin))
            .Select(v => new CoinWorth { Coin = v.Coin, OnValueUnits = v.OnValueUnits })];

    private async Task<IReadOnlyList<IReadOnlyList<CoinValue>>> ReadAsync(IReadOnlyList<Asker> askers) =>
        [.. Enumerable.Repeat(await ReadAsync(), askers.Count)];

    private async Task<IReadOnlyList<CoinValue>> ReadAsync()
    {
        try
        {
            // gRPC's deadlines are wall-clock times of this process.
            return (await boards!.GetBoardAsync(new GetBoardRequest(), deadline: DateTime.UtcNow + CallLimit))
                .Board.Values;
        }
        catch (RpcException e) when (Refusal.From(e)?.Reason == ErrorReason.NoBoardInForce)
        {
            return [];
        }
    }

    /// <summary>All ask the same.</summary>
    private readonly record struct Asker;
}
