using Microsoft.Extensions.Logging;

namespace Federation.Programs;

internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "{RuleSet} is in force from {PublishTime:O} of alliance time")]
    public static partial void RuleSetPublished(ILogger logger, string ruleSet, DateTimeOffset publishTime);
}
