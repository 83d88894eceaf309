using static Federation.Ledger.Kinds;

namespace Federation.Ledger;

/// <summary>What rows are asked for by; the names are those of the tables' own columns.</summary>
internal static class LedgerKeys
{
    public static readonly Columns<Guid> Ids = new("ids") { { "id", Id, id => id } };

    public static readonly Columns<string> Keys = new("keys") { { "key", Text(128), key => key } };

    public static readonly Columns<(Principal Principal, Guid RequestId)> Requests =
        new("requests") { { "principal", Text(100), r => r.Principal.ToString() },
            { "request_id", Id, r => r.RequestId } };

    public static readonly Columns<WalletKey> Wallets =
        new("wallet_keys") { { "member_id", Id, k => k.MemberId }, { "coin", Text(32), k => k.Coin } };
}
