using System.CommandLine;
using Federation.Ledger.V1;

namespace Federation.Cli;

/// <summary>Whether a wallet's coins can move: <c>freeze</c>, <c>unfreeze</c>, <c>close-wallet</c>. They need a partner
/// admin.</summary>
internal static class WalletVerbs
{
    public static Command Freeze(Globals globals) => Build(
        globals, "freeze", "Freezes a wallet: nothing is spent, held or given away.", "suspected-fraud",
        (wallet, reason) => new FreezeRequest { Wallet = wallet, ReasonCode = reason });

    public static Command Unfreeze(Globals globals) => Build(
        globals, "unfreeze", "Ends a wallet's freeze.", "cleared",
        (wallet, reason) => new UnfreezeRequest { Wallet = wallet, ReasonCode = reason });

    public static Command CloseWallet(Globals globals) => Build(
        globals, "close-wallet", "Closes an empty wallet for good.", "member-left",
        (wallet, reason) => new CloseWalletRequest { Wallet = wallet, ReasonCode = reason });

    private static Command Build<TRequest>(
        Globals globals, string verb, string description, string exampleReason, Func<string, string, TRequest> make)
        where TRequest : Google.Protobuf.IMessage<TRequest>, new()
    {
        var (member, coin, reason) = (MemberArguments.Member(), Arguments.Coin(), LedgerVerbs.Reason());
        var command = new ExampleCommand(
            verb, description, $"{verb} 17850 aster --reason {exampleReason}") { member, coin, reason };
        return LedgerVerb.Build(globals, command, Arguments.IssuerOf(coin), async call =>
            make(await call.WalletAsync(member, coin), call.Value(reason)!));
    }
}
