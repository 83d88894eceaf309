using Microsoft.Extensions.Logging;

namespace Federation.Messages;

internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Warning, "{Delivery} was given up: {Problem}")]
    public static partial void MessageGivenUp(ILogger logger, string delivery, string problem);

    [LoggerMessage(9006, LogLevel.Warning, "The ledger refuses the notice of {Delivery}: {Problem}")]
    public static partial void NoticeRefused(ILogger logger, string delivery, string problem);

    [LoggerMessage(9004, LogLevel.Warning, "The ledger does not answer; changes of coins are told later: {Problem}")]
    public static partial void ChangesLedgerAway(ILogger logger, string problem);

    [LoggerMessage(9005, LogLevel.Error, "Changes of coins cannot be told; it is tried again")]
    public static partial void ChangesNotTold(ILogger logger, Exception exception);

    [LoggerMessage(9002, LogLevel.Warning, "The database does not answer; messages wait: {Problem}")]
    public static partial void MessagesDatabaseAway(ILogger logger, string problem);

    [LoggerMessage(9003, LogLevel.Error, "Messages cannot be sent; it is tried again")]
    public static partial void MessagesNotSent(ILogger logger, Exception exception);
}
