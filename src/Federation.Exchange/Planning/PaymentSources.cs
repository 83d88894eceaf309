using Federation.Accounts.Internal.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>Which of a member's coins a payment may take, as the planner needs them. Pure.</summary>
internal static class PaymentSources
{
    /// <summary>The merchant's own coin, and the opted-in ones on the board, of issuers at work; no coins that were
    /// bought with money, none that are held, pending or expired.</summary>
    public static IEnumerable<PaymentSource> Of(
        DirectorySnapshot directory, ResolveSpendingResponse consent, GetMemberWalletsResponse wallets,
        DirectoryMerchant merchant,
        RateBoard board)
    {
        if (!consent.MerchantLinked)
            yield break;
        var now = wallets.Now?.ToDateTimeOffset() ?? default;
        foreach (var wallet in wallets.Wallets)
        {
            if (wallet.State != WalletState.Active || !ResourceNames.TryCoin(wallet.Coin, out var id) || !board.Has(id)
                || !directory.Coins.TryGetValue(id, out var coin) || directory.IsSuspended(coin.PartnerId))
                continue;
            var own = id == merchant.CoinId;
            var allied = own ? null : consent.Consents.FirstOrDefault(c => c.PartnerId == coin.PartnerId);
            if (!own && allied is null)
                continue;
            yield return new PaymentSource
            {
                CoinId = id,
                OnValue = board.OnValueOf(id),
                Terms = own ? null : board.Between(id, merchant.CoinId),
                Lots = [.. wallet.Lots.Where(l => IsAvailable(l, now)).Select(LotOf)],
                CapUnits = allied is { DailyCapUnits: > 0 and var cap }
                    ? Math.Max(0, cap - wallets.CappedTodayUnits.GetValueOrDefault(wallet.Coin))
                    : null,
            };
        }
    }

    public static PaymentWishes WishesOf(CoinWishes? wishes) => wishes is null ? PaymentWishes.None : new PaymentWishes
    {
        Excluded = IdsOf(wishes.ExcludedCoins).ToHashSet(StringComparer.Ordinal),
        Order = wishes.Order.Count == 0 ? null : [.. IdsOf(wishes.Order)],
    };

    private static bool IsAvailable(Lot lot, DateTimeOffset now) => lot.Units > lot.HeldUnits
        && lot.Terms.Provenance.MayLeave() && !lot.Terms.AwaitsConfirmation
        && !(lot.Terms.AvailableTime?.ToDateTimeOffset() > now) && !(lot.Terms.ExpireTime?.ToDateTimeOffset() <= now);

    private static AvailableLot LotOf(Lot lot) =>
        new(lot.Units - lot.HeldUnits, lot.Terms.ExpireTime?.ToDateTimeOffset());

    private static IEnumerable<string> IdsOf(IEnumerable<string> coins) =>
        coins.Select(c => ResourceNames.TryCoin(c, out var id) ? id : "").Where(id => id.Length > 0);
}
