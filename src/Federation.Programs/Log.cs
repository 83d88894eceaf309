using Microsoft.Extensions.Logging;

namespace Federation.Programs;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "{RuleSet} is in force from {PublishTime:O} of alliance time")]
    public static partial void RuleSetPublished(ILogger logger, string ruleSet, DateTimeOffset publishTime);

    [LoggerMessage(7002, LogLevel.Warning, "{Order} was not paid in time, and cannot be cancelled yet: {Reason}")]
    public static partial void OrderNotCancelled(ILogger logger, string order, string reason);

    [LoggerMessage(7003, LogLevel.Warning, "{Correction} cannot be posted now, and is tried again: {Reason}")]
    public static partial void CorrectionNotPosted(ILogger logger, string correction, string reason);

    [LoggerMessage(7005, LogLevel.Warning, "{Referral} cannot be decided now, and is tried again: {Reason}")]
    public static partial void ReferralNotDecided(ILogger logger, string referral, string reason);

    [LoggerMessage(7006, LogLevel.Warning, "{Case} cannot be decided now, and is tried again: {Reason}")]
    public static partial void CaseNotDecided(ILogger logger, string @case, string reason);

    [LoggerMessage(7007, LogLevel.Warning, "{Program} cannot be looked at tonight, and is tried again: {Reason}")]
    public static partial void NightNotDone(ILogger logger, string program, string reason);

    [LoggerMessage(7004, LogLevel.Information, "{Correction} is done: {Lines} lines")]
    public static partial void CorrectionDone(ILogger logger, string correction, long lines);
}
