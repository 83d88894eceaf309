using System.Text;
using Federation.Design;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>The page of a what-if, which grows while the exchange reckons, and the same as a file.</summary>
internal static class WhatIfAnswers
{
    private const int MostBoards = 100;

    public static void MapWhatIf(this IEndpointRouteBuilder app)
    {
        app.MapGet(BoardPaths.WhatIf, PageAsync).WithMetadata(new SignedInAttribute(SessionKind.Alliance));
        app.MapGet(BoardPaths.WhatIfCsv, CsvAsync).WithMetadata(new SignedInAttribute(SessionKind.Alliance));
    }

    private static Task PageAsync(HttpContext context)
    {
        var query = WhatIfQuery.Of(context.Request);
        var look = Looks.Of(context);
        var t = WebTexts.In(look.Language);
        var title = query.Board is { } board ? t.WhatIfOf(t.BoardNumber(Isolated.Of(board))) : t.WhatIfPage;
        return GrowingPage.AnswerAsync(
            context, title, BoardPaths.WhatIf, page => WriteAsync(context, page, query, look));
    }

    private static async Task WriteAsync(HttpContext context, GrowingPage page, WhatIfQuery query, Look look)
    {
        var alliance = context.RequestServices.GetRequiredService<Alliance>();
        var boards = (await alliance.Client.Boards.ListBoardsAsync(
            new ListBoardsRequest { PageSize = MostBoards }, cancellationToken: alliance.Cancel)).Boards;
        await page.ShowAsync<WhatIfForm>(new()
        {
            [nameof(WhatIfForm.Boards)] = boards,
            [nameof(WhatIfForm.Query)] = query,
        });
        if (query.Board is null || !query.HasDays)
            return;
        var (t, f) = (WebTexts.In(look.Language), look.Figures);
        var clock = await alliance.Client.Clock.GetClockAsync(
            new GetClockRequest(), cancellationToken: alliance.Cancel);
        var days = new List<WhatIfDay>();
        var result = await ReadAsync(
            alliance, query, step => page.SayAsync(t.ReckonedSoFar(f.Count(step.Done), f.Count(step.Total))), days.Add);
        await page.ShowAsync<WhatIfFindings>(new()
        {
            [nameof(WhatIfFindings.Result)] = result,
            [nameof(WhatIfFindings.Days)] = days,
            [nameof(WhatIfFindings.Query)] = query,
            [nameof(WhatIfFindings.Scale)] = clock.SettlementCurrency.Scale,
            [nameof(WhatIfFindings.Coins)] = await alliance.CoinsAsync(),
        });
    }

    private static async Task<WhatIfResult> ReadAsync(
        Alliance alliance, WhatIfQuery query, Func<WhatIfStep, Task> tellAsync, Action<WhatIfDay> take)
    {
        using var call = alliance.Client.Boards.WhatIf(query.ToRequest(), cancellationToken: alliance.Cancel);
        var result = new WhatIfResult();
        while (await call.ResponseStream.MoveNext(alliance.Cancel))
            switch (call.ResponseStream.Current)
            {
                case { Step: { } step }:
                    await tellAsync(step);
                    break;
                case { Day: { } day }:
                    take(day);
                    break;
                case { Result: { } end }:
                    result = end;
                    break;
            }
        return result;
    }

    /// <summary>Each brand on each day, in settlement units.</summary>
    private static async Task CsvAsync(HttpContext context)
    {
        var query = WhatIfQuery.Of(context.Request);
        var alliance = context.RequestServices.GetRequiredService<Alliance>();
        var days = new List<WhatIfDay>();
        var trouble = await alliance.DoAsync(() => ReadAsync(alliance, query, _ => Task.CompletedTask, days.Add));
        if (trouble is not null)
        {
            context.Response.Redirect(query.ToPath(BoardPaths.WhatIf));
            return;
        }
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"what-if.csv\"";
        await context.Response.WriteAsync(CsvOf(days), alliance.Cancel);
    }

    private static string CsvOf(IEnumerable<WhatIfDay> days)
    {
        var text = new StringBuilder(
            "date,partner,given,taken,paid_before_units,paid_after_units,received_before_units,"
            + "received_after_units,gain_units\n");
        foreach (var day in days)
            foreach (var partner in day.Partners)
                text.Append(FormattableString.Invariant(
                        $"{day.Date.Year:0000}-{day.Date.Month:00}-{day.Date.Day:00},"))
                    .Append(CsvCells.Text(ResourceNames.LastPart(partner.Partner)))
                    .AppendJoin("", new[]
                    {
                        partner.Given, partner.Taken, partner.PaidBeforeUnits, partner.PaidAfterUnits,
                        partner.ReceivedBeforeUnits, partner.ReceivedAfterUnits, partner.GainUnits,
                    }.Select(n => "," + BoardDrafts.Text(n))).Append('\n');
        return text.ToString();
    }
}
