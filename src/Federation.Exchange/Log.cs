using Microsoft.Extensions.Logging;

namespace Federation.Exchange;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Debug, "Paid: request {RequestId}, journal {Journal}, replayed {Replayed}")]
    public static partial void Paid(ILogger logger, string requestId, string journal, bool replayed);

    [LoggerMessage(5002, LogLevel.Information, "Board {Number} is in force from {PublishTime:O} of alliance time")]
    public static partial void Published(ILogger logger, long number, DateTimeOffset publishTime);

    [LoggerMessage(5003, LogLevel.Warning, "The list of exchanges waits for the ledger: {Detail}")]
    public static partial void LedgerAway(ILogger logger, string detail);

    [LoggerMessage(5004, LogLevel.Error, "The list of exchanges could not be brought forward; it is tried again")]
    public static partial void FollowFailed(ILogger logger, Exception exception);

    [LoggerMessage(5005, LogLevel.Warning, "Quote {Quote} was used and keeps its place until its time: {Detail}")]
    public static partial void QuoteNotClosed(ILogger logger, Guid quote, string detail);

    [LoggerMessage(5006, LogLevel.Warning, "The list of exchanges waits for the database: {Detail}")]
    public static partial void DatabaseAway(ILogger logger, string detail);
}
