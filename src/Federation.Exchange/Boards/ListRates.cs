using System.Globalization;
using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    private const long UsualSample = 100;

    public override async Task<ListRatesResponse> ListRates(ListRatesRequest request, ServerCallContext context)
    {
        var form = new Form();
        var number = request.Name.Length == 0 ? 0 : form.Board(request.Name, "name");
        var sources = CoinsOf(form, request.Sources, "sources");
        var targets = CoinsOf(form, request.Targets, "targets");
        form.Check(
            request.SampleUnits is >= 0 and <= Units.MaxCommand, "sample_units",
            $"must be 0 (for {UsualSample}) to 10^15");
        form.Check(Enum.IsDefined(request.Order), "order", "must be RATE_ORDER_COIN or RATE_ORDER_WORST_FIRST");
        var size = form.PageSize(request.PageSize);
        form.Done();

        var cancel = context.CancellationToken;
        var (board, revision) = await RatesNowAsync(number, cancel);
        var query = QueryOf(context, request, board.Number, revision);
        var after = PairOf(pages.Read(query, request.PageToken));
        var list = new RateList(
            board, await directory.CurrentAsync(cancel), request.SampleUnits == 0 ? UsualSample : request.SampleUnits);
        // All pairs of 1000 coins take a second of a core: not on the thread of a call that others wait behind.
        var page = await Task.Run(
            () => request.Order == RateOrder.WorstFirst
                ? list.WorstFirst(sources, targets, after, size + 1)
                : list.ByCoin(sources, targets, after, size + 1),
            cancel);
        var response = new ListRatesResponse
        {
            Board = BoardNames.Of(board.Number),
            TotalSize = list.Count(sources, targets),
        };
        response.Rates.AddRange(page.Take(size).Select(list.Of));
        if (page.Count > size)
            response.NextPageToken = pages.Write(query, $"{page[size - 1].SourceId} {page[size - 1].TargetId}");
        return response;
    }

    private static List<string> CoinsOf(Form form, RepeatedField<string> names, string field)
    {
        form.Check(names.Count <= BoardForm.MaxValues, field, $"must be at most {BoardForm.MaxValues} coins");
        return names.Count > BoardForm.MaxValues ? [] : [.. names.Select((n, i) => form.Coin(n, $"{field}[{i}]"))];
    }

    /// <summary>A board's rates, with its revision: a draft's change between two pages. BOARD_NOT_FOUND,
    /// NO_BOARD_IN_FORCE.</summary>
    private async Task<(RateBoard Board, long Revision)> RatesNowAsync(long number, CancellationToken cancel)
    {
        if (number == 0)
            number = await InForceAsync(await clock.NowAsync(cancel), cancel);
        // One that was published never changes, and is held as rates already.
        if ((await boards.CurrentAsync(cancel)).Find(number) is { } published)
            return (published, 0);
        var record = (await FindAsync(number, cancel)).Board;
        return (record.ToRates(), record.IsDraft ? record.Revision : 0);
    }

    /// <summary>All that the order of the pairs depends on.</summary>
    private static string QueryOf(ServerCallContext context, ListRatesRequest request, long board, long revision) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{context.Method} {Caller.Of(context).Principal} {board} {revision} {(int)request.Order} "
            + $"{request.SampleUnits} {string.Join(',', request.Sources)} {string.Join(',', request.Targets)}");

    private static CoinPair? PairOf(string? token) =>
        token?.Split(' ') is [var source, var target] ? new CoinPair(source, target) : null;
}
