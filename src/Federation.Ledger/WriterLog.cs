using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "A group of {Submissions} submissions failed; they are decided one by one")]
    public static partial void GroupFailed(ILogger logger, Exception exception, int submissions);

    [LoggerMessage(2002, LogLevel.Information, "A group is decided again after attempt {Attempt}: {Detail}")]
    public static partial void GroupRetried(ILogger logger, int attempt, string detail);

    [LoggerMessage(2003, LogLevel.Warning, "The database could not be used in attempt {Attempt}: {Detail}")]
    public static partial void DatabaseUnavailable(ILogger logger, int attempt, string detail);

    [LoggerMessage(2004, LogLevel.Warning, "The commit of group {GroupId} gave no answer; asking the database what became of it")]
    public static partial void CommitUnanswered(ILogger logger, Exception exception, Guid groupId);

    [LoggerMessage(2005, LogLevel.Warning, "What became of a group could not be asked in attempt {Attempt}: {Detail}")]
    public static partial void SettleFailed(ILogger logger, int attempt, string detail);

    [LoggerMessage(2006, LogLevel.Warning, "The lease of slot {Slot} could not be renewed: {Detail}")]
    public static partial void SlotNotRenewed(ILogger logger, int slot, string detail);
}
