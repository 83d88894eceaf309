using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Error,
        "The database's clock shows {Now:O}, an hour or more after {Seen:O}, when the ledger saw it last. Nothing is "
        + "decided until the clock is right, or an operator says that it is: federation-host accept-clock",
        EventName = "ClockJumped")]
    public static partial void ClockJumped(ILogger logger, DateTimeOffset now, DateTimeOffset seen);

    [LoggerMessage(2202, LogLevel.Warning,
        "This process's clock differs from the database's by {Difference}. The ledger decides by the database's; set this "
        + "clock right",
        EventName = "ClockDiffers")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan difference);

    [LoggerMessage(2203, LogLevel.Warning, "The database's clock could not be looked at: {Detail}",
        EventName = "ClockNotSeen")]
    public static partial void ClockNotSeen(ILogger logger, string detail);
}
