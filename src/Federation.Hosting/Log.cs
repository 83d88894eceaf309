using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "{Method} failed")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(1002, LogLevel.Warning, "{Method}: a peer does not answer: {Detail}")]
    public static partial void PeerUnreachable(ILogger logger, string method, string detail);

    [LoggerMessage(1003, LogLevel.Warning, "The directory could not be refreshed: {Detail}")]
    public static partial void DirectoryStale(ILogger logger, string detail);

    [LoggerMessage(1004, LogLevel.Warning, "{Method}: the database cannot be used: {Detail}")]
    public static partial void DatabaseUnavailable(ILogger logger, string method, string detail);

    [LoggerMessage(
        1005, LogLevel.Warning,
        "{Principal} ({Client}) was refused {Method}: {Reason}; {LeftOut} such lines were left out before")]
    public static partial void CallForbidden(
        ILogger logger, string? principal, string? client, string? method, string reason, long leftOut);

    [LoggerMessage(
        1006, LogLevel.Warning,
        "{Place}: not authenticated, {Reason}, client said to be {Client}; {LeftOut} such lines were left out before")]
    public static partial void NotAuthenticated(
        ILogger logger, string? place, string reason, string? client, long leftOut);

    [LoggerMessage(1021, LogLevel.Information, "Swept {Rows} rows: {Sweep}")]
    public static partial void Swept(ILogger logger, string sweep, int rows);

    [LoggerMessage(1022, LogLevel.Warning, "The sweep {Sweep} stopped, and is tried again: {Detail}")]
    public static partial void SweepFailed(ILogger logger, string sweep, string detail);

    [LoggerMessage(1023, LogLevel.Warning,
        "The sweep {Sweep} could not do {Row}, {Failures} times in a row; it is left alone for {Wait}: {Detail}")]
    public static partial void SweepRowSetAside(
        ILogger logger, string sweep, string row, int failures, TimeSpan wait, string detail);
}
