using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What a member's own wallets allow: what the ledger would say, said beforehand. Pure.</summary>
internal static class OwnWallets
{
    /// <summary>Why so many coins cannot leave the member's wallet now, or null.</summary>
    public static Refusal? Refuses(GetMemberWalletsResponse wallets, CoinAmount paid)
    {
        if (wallets.Wallets.FirstOrDefault(w => w.Coin == paid.Coin) is not { } wallet)
            return Refusal.NotFound(
                ErrorReason.WalletNotFound,
                ResourceNames.Wallet(ResourceNames.Me, CoinId.Parse(paid.Coin).Value));
        var units = PaymentSources.UnitsOf(wallet, wallets.Now.ToDateTimeOffset(), leave: true);
        return OutOfState(wallet) ?? (units >= paid.Units ? null : new Refusal(
            ErrorReason.InsufficientCoins,
            $"It takes {paid.Units} {paid.Coin}, and {units} can be spent.")
            .With("missing", paid.Units - units));
    }

    /// <summary>Why nothing leaves the wallet, whatever is in it; or null.</summary>
    public static Refusal? OutOfState(Wallet wallet) => wallet.State switch
    {
        WalletState.Active => null,
        WalletState.Frozen => new Refusal(ErrorReason.WalletFrozen, $"The issuer has frozen the {wallet.Coin}."),
        WalletState.Unlinked => new Refusal(
            ErrorReason.NotLinked, $"The member is not linked with the issuer of {wallet.Coin}."),
        _ => new Refusal(ErrorReason.WalletClosed, $"The wallet of {wallet.Coin} is closed."),
    };
}
