using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Exchange;

/// <summary>Deletes quotes that expired long ago, whether or not their member ever asks for another.</summary>
internal sealed class QuoteSweep(AllianceClock clock) : TableSweep<ExchangeDb>
{
    /// <summary>How long a quote is kept after it expired, in alliance time, so that who pays with it late learns that
    /// it expired.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    public override string Name => "quotes";

    public override async Task<int> StepAsync(ExchangeDb db, CancellationToken cancel)
    {
        var before = await clock.NowAsync(cancel) - Retention;
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.Quotes.Where(q => q.ExpireTime < before).OrderBy(q => q.ExpireTime).Take(StepRows)
            .ExecuteDeleteAsync(cancel);
    }
}
