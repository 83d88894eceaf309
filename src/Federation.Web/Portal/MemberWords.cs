using Federation.Accounts.V1;
using Federation.Design;
using Federation.Ledger.V1;

namespace Federation.Web;

/// <summary>How members and their wallets stand. Pure.</summary>
internal static class MemberWords
{
    public static (TagKind Kind, string Text) StateOf(Member member, WebTexts t) => member.State switch
    {
        MemberState.Linked => (TagKind.Good, t.MemberLinked),
        MemberState.Closed => (TagKind.Alarm, t.MemberClosed),
        _ => (TagKind.Warn, t.MemberUnlinked),
    };

    public static (TagKind Kind, string Text) StateOf(Wallet wallet, WebTexts t) => wallet.State switch
    {
        WalletState.Active => (TagKind.Good, t.CoinsActive),
        WalletState.Frozen => (TagKind.Alarm, t.CoinsFrozen),
        WalletState.Closed => (TagKind.Plain, t.CoinsClosed),
        _ => (TagKind.Warn, t.CoinsUnlinked),
    };
}
