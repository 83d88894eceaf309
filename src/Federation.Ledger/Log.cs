using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>What the ledger logs: 20xx the writer, 21xx the sweep of expired coins, 22xx the clock.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "A group of {Submissions} submissions failed; they are decided one by one")]
    public static partial void GroupFailed(ILogger logger, Exception exception, int submissions);

    [LoggerMessage(2002, LogLevel.Information, "A group is decided again after attempt {Attempt}: {Detail}")]
    public static partial void GroupRetried(ILogger logger, int attempt, string detail);

    [LoggerMessage(2003, LogLevel.Warning, "The database could not be used in attempt {Attempt}: {Detail}")]
    public static partial void LedgerDatabaseUnavailable(ILogger logger, int attempt, string detail);

    [LoggerMessage(
        2004, LogLevel.Warning, "The commit of group {GroupId} gave no answer; asking the database what became of it")]
    public static partial void CommitUnanswered(ILogger logger, Exception exception, GroupId groupId);

    [LoggerMessage(2005, LogLevel.Warning, "What became of a group could not be asked in attempt {Attempt}: {Detail}")]
    public static partial void SettleFailed(ILogger logger, int attempt, string detail);

    [LoggerMessage(2006, LogLevel.Warning, "The lease of slot {Slot} could not be renewed: {Detail}")]
    public static partial void SlotNotRenewed(ILogger logger, int slot, string detail);

    [LoggerMessage(2101, LogLevel.Information, "Coins expired in {Wallets} wallets, and {Holds} holds were released")]
    public static partial void ExpirySwept(ILogger logger, int wallets, int holds);

    [LoggerMessage(2102, LogLevel.Warning, "The sweep failed; it begins again at its next turn: {Detail}")]
    public static partial void ExpirySweepFailed(ILogger logger, string detail);

    [LoggerMessage(2103, LogLevel.Error,
        "Wallet {Wallet} could not be swept, {Failures} times in a row; it is left alone for {Wait}, and others are "
        + "swept")]
    public static partial void SweepWalletSetAside(
        ILogger logger, Exception? exception, Guid wallet, int failures, TimeSpan wait);

    [LoggerMessage(2201, LogLevel.Error,
        "The database's clock shows {Now:O}, an hour or more after {Seen:O}, when the ledger saw it last. Nothing is "
        + "decided until the clock is right, or an operator says that it is: federation-host accept-clock")]
    public static partial void ClockJumped(ILogger logger, DateTimeOffset now, DateTimeOffset seen);

    [LoggerMessage(2202, LogLevel.Warning,
        "This process's clock differs from the database's by {Difference}. The ledger decides by the database's; set "
        + "this "
        + "clock right")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan difference);

    [LoggerMessage(2203, LogLevel.Warning, "The database's clock could not be looked at: {Detail}")]
    public static partial void ClockNotSeen(ILogger logger, string detail);
}
