using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>The accounts module opens, unlinks or closes a wallet.</summary>
internal sealed record StateIsSet(string Wallet, WalletState State) : Happening
{
    public override string ToString() => $"state {Wallet} {State}";
}
