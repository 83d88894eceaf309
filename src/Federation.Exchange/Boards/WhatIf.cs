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
    private const int LongestByDay = 400;

    public override async Task WhatIf(
        WhatIfRequest request, IServerStreamWriter<WhatIfResponse> responseStream, ServerCallContext context)
    {
        var form = new Form();
        var number = form.BoardOrTerms(request.Name, request.Terms);
        form.Check(request.Days is >= 0 and <= 3660, "days", "must be 1 to 3660, or 0 for 30");
        form.Check(!request.ByDay || request.Days <= LongestByDay, "days", $"must be at most {LongestByDay} by day");
        form.Done();

        var cancel = context.CancellationToken;
        // Counting takes a while on a long list.
        await responseStream.WriteAsync(new WhatIfResponse { Step = new WhatIfStep() }, cancel);
        var board = await RatesOfAsync(number, request.Terms, cancel);
        var now = await clock.NowAsync(cancel);
        var since = now - TimeSpan.FromDays(request.Days == 0 ? WhatIfDays : request.Days);
        var snapshot = await directory.CurrentAsync(cancel);
        var tallies = new WhatIfTallies(
            board, coin => snapshot.Coins.GetValueOrDefault(coin)?.PartnerId, request.ByDay);
        var some = db.Exchanges.AsNoTracking().Where(e => e.CreateTime >= since && e.CreateTime <= now);
        var step = new WhatIfStep { Total = await some.LongCountAsync(cancel) };
        await foreach (var page in PagesAsync(some, cancel))
        {
            foreach (var exchange in page)
                AddTo(tallies, exchange);
            step.Done += page.Count;
            await responseStream.WriteAsync(new WhatIfResponse { Step = step }, cancel);
        }
        foreach (var day in tallies.Days())
            await responseStream.WriteAsync(new WhatIfResponse { Day = day }, cancel);
        var result = tallies.All.ToResult();
        (result.FromTime, result.ToTime) = (since.ToTimestamp(), now.ToTimestamp());
        await responseStream.WriteAsync(new WhatIfResponse { Result = result }, cancel);
    }

    private static void AddTo(WhatIfTallies tallies, ExchangeRecord exchange)
    {
        var detail = ExchangeDetail.Parser.ParseFrom(exchange.Detail);
        if (exchange.RefundedUnits >= (detail.Redeemed ?? detail.Received).Units)
            return;
        // Of the merchant's own coins nobody settles anything.
        foreach (var leg in Breakdown.LegsOf(detail).Where(l => !Breakdown.IsOwn(l)))
            tallies.Add(leg, exchange.CreateTime);
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
