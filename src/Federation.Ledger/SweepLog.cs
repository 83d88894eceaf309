using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Coins expired in {Wallets} wallets, and {Holds} holds were released",
        EventName = "Swept")]
    public static partial void Swept(ILogger logger, int wallets, int holds);

    [LoggerMessage(2102, LogLevel.Warning, "The sweep failed; it begins again at its next turn: {Detail}",
        EventName = "SweepFailed")]
    public static partial void SweepFailed(ILogger logger, string detail);

    [LoggerMessage(2103, LogLevel.Error,
        "Wallet {Wallet} could not be swept, {Failures} times in a row; it is left alone for {Wait}, and others are "
        + "swept",
        EventName = "SweepWalletSetAside")]
    public static partial void SweepWalletSetAside(
        ILogger logger, Exception? exception, Guid wallet, int failures, TimeSpan wait);
}
