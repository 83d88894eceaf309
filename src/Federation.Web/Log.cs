using Microsoft.Extensions.Logging;

namespace Federation.Web;

internal static partial class Log
{
    [LoggerMessage(
        8001, LogLevel.Warning, "A sign-in was refused: {Detail}; {LeftOut} such lines were left out before")]
    public static partial void SignInRefused(ILogger logger, string detail, long leftOut);

    [LoggerMessage(
        8002, LogLevel.Warning,
        "Nobody can sign in or stay signed in: {Detail}; {LeftOut} such lines were left out before")]
    public static partial void IssuerAway(ILogger logger, string detail, long leftOut);
}
