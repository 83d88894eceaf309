using System.Globalization;
using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    public override async Task<DiffBoardsResponse> DiffBoards(DiffBoardsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var (from, to) = (form.Board(request.From, "from"), form.Board(request.To, "to"));
        form.Done();

        var old = (await FindAsync(from, context.CancellationToken)).Board.ToRates();
        var now = (await FindAsync(to, context.CancellationToken)).Board.ToRates();
        var response = new DiffBoardsResponse();
        response.Differences.AddRange(Differences(BoardDiff.Between(old, now)));
        return response;
    }

    private static IEnumerable<BoardDifference> Differences(BoardDiff diff)
    {
        if (diff.Fee is var (oldFee, newFee))
            foreach (var difference in OfFees("", "", oldFee, newFee))
                yield return difference;
        if (diff.Limits is var (oldLimits, newLimits))
            foreach (var difference in OfLimits("", "", oldLimits, newLimits))
                yield return difference;
        foreach (var value in diff.Values)
            foreach (var difference in OfRates(value.Key, "", value.Old, value.New))
                yield return difference;
        foreach (var pair in diff.Overrides)
            foreach (var difference in OfRates(pair.Key.SourceId, pair.Key.TargetId, pair.Old, pair.New))
                yield return difference;
        foreach (var pair in diff.PairFees)
            foreach (var difference in OfFees(pair.Key.SourceId, pair.Key.TargetId, pair.Old, pair.New))
                yield return difference;
        foreach (var pair in diff.PairLimits)
            foreach (var difference in OfLimits(pair.Key.SourceId, pair.Key.TargetId, pair.Old, pair.New))
                yield return difference;
    }

    private static IEnumerable<BoardDifference> OfRates(string coin, string target, CoinRates? old, CoinRates? now) =>
        Of(coin, target, ("on_value_units", old?.OnValue, now?.OnValue),
            ("off_value_units", old?.OffValue, now?.OffValue));

    private static IEnumerable<BoardDifference> OfFees(
        string coin, string target, ConversionFee? old, ConversionFee? now) =>
        Of(coin, target, ("fee.basis_points", old?.BasisPoints, now?.BasisPoints),
            ("fee.fixed_units", old?.FixedUnits, now?.FixedUnits));

    private static IEnumerable<BoardDifference> OfLimits(
        string coin, string target, ConversionLimits? old, ConversionLimits? now) =>
        Of(coin, target, ("limits.minimum_units", old?.MinimumUnits, now?.MinimumUnits),
            ("limits.maximum_units", old?.MaximumUnits, now?.MaximumUnits));

    private static IEnumerable<BoardDifference> Of(
        string coin, string target, params (string Field, long? Old, long? New)[] numbers) =>
        numbers.Where(n => n.Old != n.New).Select(n => new BoardDifference
        {
            Field = n.Field,
            Coin = coin.Length == 0 ? "" : ResourceNames.Coin(coin),
            Target = target.Length == 0 ? "" : ResourceNames.Coin(target),
            From = n.Old?.ToString(CultureInfo.InvariantCulture) ?? "",
            To = n.New?.ToString(CultureInfo.InvariantCulture) ?? "",
        });
}
