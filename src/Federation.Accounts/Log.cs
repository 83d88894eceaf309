using Microsoft.Extensions.Logging;

namespace Federation.Accounts;

internal static partial class Log
{
    [LoggerMessage(
        3001, LogLevel.Warning, "The ledger could not be notified of members' wallets; it is tried again: {Detail}")]
    public static partial void WalletNoticesNotDelivered(ILogger logger, string detail);
}
