using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Coins expired in {Wallets} wallets, and {Holds} holds were released")]
    public static partial void Swept(ILogger logger, int wallets, int holds);

    [LoggerMessage(2102, LogLevel.Warning, "The sweep failed; it begins again at its next turn: {Detail}")]
    public static partial void SweepFailed(ILogger logger, string detail);

    [LoggerMessage(2103, LogLevel.Warning, "{Wallets} wallets are still due after they were swept; the sweep goes on with others")]
    public static partial void SweepStuck(ILogger logger, int wallets);
}
