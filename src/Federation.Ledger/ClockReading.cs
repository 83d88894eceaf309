using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>The clock's row, and the database's system time when it was read.</summary>
internal sealed record ClockReading(ClockRow Row, DateTimeOffset SystemNow)
{
    public DateTimeOffset AllianceTime => Row.AllianceTime(SystemNow);

    /// <summary>Whether the database's clock jumped ahead, so that nothing is decided.</summary>
    public bool Jumped => Row.JumpedBy(SystemNow);
}

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
