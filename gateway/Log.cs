using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Federation.Gateway;

internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Error, "The gateway failed at {Path}")]
    public static partial void GatewayFailed(ILogger logger, Exception exception, string path);

    [LoggerMessage(1102, LogLevel.Debug, "{Path} was not forwarded: {Error}: {Detail}")]
    public static partial void NotForwarded(ILogger logger, string path, ForwarderError error, string? detail);

    [LoggerMessage(1103, LogLevel.Warning, "{Rows} records of calls were not written: {Detail}")]
    public static partial void RequestsNotWritten(ILogger logger, int rows, string detail);
}
