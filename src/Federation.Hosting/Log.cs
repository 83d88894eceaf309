using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1002, LogLevel.Warning, "{Method}: a peer does not answer: {Detail}")]
    public static partial void PeerUnreachable(ILogger logger, string method, string detail);

    [LoggerMessage(1003, LogLevel.Warning, "The directory could not be refreshed: {Detail}")]
    public static partial void DirectoryStale(ILogger logger, string detail);

    [LoggerMessage(1004, LogLevel.Warning, "{Method}: the database cannot be used: {Detail}")]
    public static partial void DatabaseUnavailable(ILogger logger, string method, string detail);
}
