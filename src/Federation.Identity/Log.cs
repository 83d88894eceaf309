using Federation.Identity.V1;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

internal static partial class Log
{
    [LoggerMessage(
        6001, LogLevel.Warning,
        "The credential {ClientId} of {Owner} was set back by a restored database, so that an old secret of it worked "
        + "again. "
        + "It was revoked; its owner needs a new one.")]
    public static partial void SecretCameBack(ILogger logger, string clientId, string owner);

    [LoggerMessage(
        6002, LogLevel.Warning,
        "This node has not seen the database before: there is no '{File}'. Where the database was restored from a "
        + "backup, secrets "
        + "that were revoked or rotated after the backup work again: look through the credentials and revoke them.")]
    public static partial void SecretsNotSeenBefore(ILogger logger, string file);

    [LoggerMessage(
        6003, LogLevel.Warning,
        "'{File}' cannot be written, so a later restore of the database may bring revoked secrets back: {Detail}")]
    public static partial void SecretsSeenNotWritten(ILogger logger, string file, string detail);

    [LoggerMessage(
        6004, LogLevel.Warning, "What was revoked cannot be read now, and will be later: {Detail}")]
    public static partial void SecretsNotRead(ILogger logger, string detail);

    [LoggerMessage(6005, LogLevel.Warning, "A one-time code was not sent: {Detail}")]
    public static partial void CodeNotSent(ILogger logger, string detail);

    [LoggerMessage(
        6006, LogLevel.Warning,
        "The session {Session} was ended, but its tokens work until they expire, 15 minutes at most: {Detail}")]
    public static partial void SessionNotRefused(ILogger logger, Guid session, string detail);

    [LoggerMessage(6007, LogLevel.Information, "{Who} invited {User} as {Role}.")]
    public static partial void UserInvited(ILogger logger, string who, string user, UserRole role);

    [LoggerMessage(6008, LogLevel.Information, "{Who} proposed {User} as {Role}.")]
    public static partial void UserProposed(ILogger logger, string who, string user, UserRole role);

    [LoggerMessage(6009, LogLevel.Information, "{Who} approved {User} as {Role}.")]
    public static partial void UserApproved(ILogger logger, string who, string user, UserRole role);

    [LoggerMessage(6010, LogLevel.Information, "{Who} changed {User}, who is {Role} now.")]
    public static partial void UserUpdated(ILogger logger, string who, string user, UserRole role);

    [LoggerMessage(6011, LogLevel.Information, "{Who} ended {User}.")]
    public static partial void UserEnded(ILogger logger, string who, string user);

    [LoggerMessage(6012, LogLevel.Information, "{Who} renewed the invitation of {User}.")]
    public static partial void InvitationRenewed(ILogger logger, string who, string user);

    [LoggerMessage(
        6020, LogLevel.Warning,
        "{Count} wrong passwords were tried for {User} within a day; further ones have to wait")]
    public static partial void PasswordGuessed(ILogger logger, string user, int count);

    [LoggerMessage(
        6021, LogLevel.Warning,
        "Somebody who knows the password of {User}, or sits at its browser, failed the second step {Count} times")]
    public static partial void SecondStepGuessed(ILogger logger, string user, int count);

    [LoggerMessage(
        6022, LogLevel.Warning,
        "A sign-in by the company's own authority was refused: {Detail} ({Omitted} lines before were left out)")]
    public static partial void AuthorityRefused(ILogger logger, string detail, long omitted);

    [LoggerMessage(
        6023, LogLevel.Warning,
        "The company's own authority does not answer: {Detail} ({Omitted} lines before were left out)")]
    public static partial void StaffAuthorityAway(ILogger logger, string detail, long omitted);
}
