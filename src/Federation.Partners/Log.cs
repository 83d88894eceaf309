using Microsoft.Extensions.Logging;

namespace Federation.Partners;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "{Principal} set partners/{Partner} suspended: {Suspended}")]
    public static partial void Suspended(ILogger logger, Principal principal, string partner, bool suspended);

    [LoggerMessage(4002, LogLevel.Information, "{Principal} ({By}) created the credential {ClientId} of {Owner}")]
    public static partial void CredentialCreated(
        ILogger logger, Principal principal, string? by, string clientId, string owner);

    [LoggerMessage(4003, LogLevel.Information, "{Principal} ({By}) rotated the credential {ClientId} of {Owner}")]
    public static partial void CredentialRotated(
        ILogger logger, Principal principal, string? by, string clientId, string owner);

    [LoggerMessage(4004, LogLevel.Information, "{Principal} ({By}) revoked the credential {ClientId} of {Owner}")]
    public static partial void CredentialRevoked(
        ILogger logger, Principal principal, string? by, string clientId, string owner);

    [LoggerMessage(4005, LogLevel.Information, "{Principal} ({By}) proposed the credential {ClientId} of {Owner}")]
    public static partial void CredentialProposed(
        ILogger logger, Principal principal, string? by, string clientId, string owner);

    [LoggerMessage(
        4006, LogLevel.Information,
        "{Principal} ({By}) approved the credential {ClientId} of {Owner}, which {Proposer} had proposed")]
    public static partial void CredentialApproved(
        ILogger logger, Principal principal, string? by, string clientId, string owner, string proposer);

    [LoggerMessage(
        4007, LogLevel.Warning,
        "{Principal} ({By}) approved the credential {ClientId} for {Owner}, which had lost its own; {Proposer} had "
        + "proposed it")]
    public static partial void CredentialRecovered(
        ILogger logger, Principal principal, string? by, string clientId, string owner, string proposer);
}
