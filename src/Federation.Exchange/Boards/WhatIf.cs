using Federation.Exchange.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

internal sealed partial class BoardService
{
    private const int WhatIfPage = 2000;
    private const int WhatIfDays = 30;

    public override async Task WhatIf(
        WhatIfRequest request, IServerStreamWriter<WhatIfResponse> responseStream, ServerCallContext context)
    {
        var form = new Form();
        var number = form.BoardOrTerms(request.Name, request.Terms);
        form.Check(request.Days is >= 0 and <= 3660, "days", "must be 1 to 3660, or 0 for 30");
        form.Done();

        var cancel = context.CancellationToken;
        var board = await RatesOfAsync(number, request.Terms, cancel);
        var now = await clock.NowAsync(cancel);
        var since = now - TimeSpan.FromDays(request.Days == 0 ? WhatIfDays : request.Days);
        var snapshot = await directory.CurrentAsync(cancel);
        var tally = new WhatIfTally(board, coin => snapshot.Coins.GetValueOrDefault(coin)?.PartnerId);
        var some = db.Exchanges.AsNoTracking().Where(e => e.CreateTime >= since && e.CreateTime <= now);
        var step = new WhatIfStep { Total = await some.LongCountAsync(cancel) };
        await foreach (var page in PagesAsync(some, cancel))
        {
            foreach (var exchange in page)
                AddTo(tally, exchange);
            step.Done += page.Count;
            await responseStream.WriteAsync(new WhatIfResponse { Step = step }, cancel);
        }
        var result = tally.ToResult();
        (result.FromTime, result.ToTime) = (since.ToTimestamp(), now.ToTimestamp());
        await responseStream.WriteAsync(new WhatIfResponse { Result = result }, cancel);
    }

    private static void AddTo(WhatIfTally tally, ExchangeRecord exchange)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(exchange.Detail);
        if (exchange.RefundedUnits >= (detail.Redeemed ?? detail.Received).Units)
            return;
        // Of the merchant's own coins nobody settles anything.
        foreach (var leg in Breakdown.LegsOf(detail).Where(l => !Breakdown.IsOwn(l)))
            tally.Add(leg);
    }

    /// <summary>Exchanges in the order of the log, page by page: each page is one seek, however many there
    /// are.</summary>
    private static async IAsyncEnumerable<List<ExchangeRecord>> PagesAsync(
        IQueryable<ExchangeRecord> some,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (group, position) = (long.MinValue, 0);
        while (true)
        {
            var (afterGroup, afterPosition) = (group, position);
            var page = await some
                .Where(e => e.GroupNumber > afterGroup || (e.GroupNumber == afterGroup && e.Position > afterPosition))
                .OrderBy(e => e.GroupNumber).ThenBy(e => e.Position).Take(WhatIfPage).ToListAsync(cancel);
            if (page.Count == 0)
                yield break;
            yield return page;
            (group, position) = (page[^1].GroupNumber, page[^1].Position);
        }
    }
}
