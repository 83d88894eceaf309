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
    /// <summary>For a till: the merchant's own coin, and the opted-in ones on the board, of issuers at work; no coins
    /// that were bought with money, none that are held, pending or expired.</summary>
    public static IEnumerable<PaymentSource> Of(
        DirectorySnapshot directory, ResolveSpendingResponse consent, GetMemberWalletsResponse wallets,
        DirectoryMerchant merchant,
        RateBoard board) => !consent.MerchantLinked ? [] : Of(
            directory, wallets.Wallets, wallets.Now?.ToDateTimeOffset() ?? default, merchant, board,
            (wallet, coin) =>
            {
                var own = coin.Id == merchant.CoinId;
                var allied = own ? null : consent.Consents.FirstOrDefault(c => c.PartnerId == coin.PartnerId);
                return (own || allied is not null, allied is { DailyCapUnits: > 0 and var cap }
                    ? Math.Max(0, cap - wallets.CappedTodayUnits.GetValueOrDefault(wallet.Coin))
                    : null);
            });

    /// <summary>The same of coins that the member agrees to give, by whatever code or by itself: without consents and
    /// caps.</summary>
    /// <param name="directory">Brands, coins and merchants.</param>
    /// <param name="wallets">The wallets.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="merchant">The merchant.</param>
    /// <param name="board">The board in force.</param>
    public static IEnumerable<PaymentSource> Agreed(
        DirectorySnapshot directory, IEnumerable<Wallet> wallets, DateTimeOffset now, DirectoryMerchant merchant,
        RateBoard board) => Of(directory, wallets, now, merchant, board, (_, _) => (true, null));

    private static IEnumerable<PaymentSource> Of(
        DirectorySnapshot directory, IEnumerable<Wallet> wallets, DateTimeOffset now, DirectoryMerchant merchant,
        RateBoard board, Func<Wallet, DirectoryCoin, (bool MayTake, long? Cap)> allows)
    {
        foreach (var wallet in wallets)
        {
            if (wallet.State != WalletState.Active || !ResourceNames.TryCoin(wallet.Coin, out var id) || !board.Has(id)
                || !directory.Coins.TryGetValue(id, out var coin) || directory.IsSuspended(coin.PartnerId)
                || allows(wallet, coin) is not (true, var cap))
                continue;
            yield return new PaymentSource
            {
                CoinId = id,
                OnValue = board.OnValueOf(id),
                Terms = id == merchant.CoinId ? null : board.Between(id, merchant.CoinId),
                Lots = [.. wallet.Lots.Where(l => IsAvailable(l, now) && l.Terms.Provenance.MayLeave()).Select(LotOf)],
                CapUnits = cap,
            };
        }
    }

    /// <summary>How many coins of a wallet can be spent now.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="leave">Whether for another brand's: then those do not count that were bought with money.</param>
    public static long UnitsOf(Wallet wallet, DateTimeOffset now, bool leave) => wallet.State != WalletState.Active ? 0
        : wallet.Lots.Where(l => IsAvailable(l, now) && (!leave || l.Terms.Provenance.MayLeave()))
            .Sum(l => l.Units - l.HeldUnits);

    public static PaymentWishes WishesOf(CoinWishes? wishes) => wishes is null ? PaymentWishes.None : new PaymentWishes
    {
        Excluded = IdsOf(wishes.ExcludedCoins).ToHashSet(StringComparer.Ordinal),
        Order = wishes.Order.Count == 0 ? null : [.. IdsOf(wishes.Order)],
    };

    private static bool IsAvailable(Lot lot, DateTimeOffset now) => lot.Units > lot.HeldUnits
        && !lot.Terms.AwaitsConfirmation
        && !(lot.Terms.AvailableTime?.ToDateTimeOffset() > now) && !(lot.Terms.ExpireTime?.ToDateTimeOffset() <= now);

    private static AvailableLot LotOf(Lot lot) =>
        new(lot.Units - lot.HeldUnits, lot.Terms.ExpireTime?.ToDateTimeOffset());

    private static IEnumerable<string> IdsOf(IEnumerable<string> coins) =>
        coins.Select(c => ResourceNames.TryCoin(c, out var id) ? id : "").Where(id => id.Length > 0);
}
