using Microsoft.Extensions.Logging;

namespace Federation.Partners;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "{Principal} set partners/{Partner} suspended: {Suspended}")]
    public static partial void Suspended(ILogger logger, string principal, string partner, bool suspended);

    [LoggerMessage(4002, LogLevel.Information, "{Principal} created the credential {ClientId} of {Owner}")]
    public static partial void CredentialCreated(ILogger logger, string principal, string clientId, string owner);

    [LoggerMessage(4003, LogLevel.Information, "{Principal} rotated the credential {ClientId} of {Owner}")]
    public static partial void CredentialRotated(ILogger logger, string principal, string clientId, string owner);

    [LoggerMessage(4004, LogLevel.Information, "{Principal} revoked the credential {ClientId} of {Owner}")]
    public static partial void CredentialRevoked(ILogger logger, string principal, string clientId, string owner);
}
