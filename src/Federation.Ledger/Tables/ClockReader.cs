using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads time from the database, so that all nodes have the same.</summary>
internal static class ClockReader
{
    public static async Task<ClockReading> ReadClockAsync(this LedgerDb db, TimeProvider time, CancellationToken cancel)
    {
        var read = await db.Clock.AsNoTracking()
            .Select(c => new { Row = c, System = DateTimeOffset.UtcNow }).SingleAsync(cancel);
        return new ClockReading(read.Row, db.SystemTime(read.System, time));
    }
}
