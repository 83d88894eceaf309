using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What a member's coins give at a merchant. Pure.</summary>
internal static class SpendableList
{
    public static Refusal? Refuses(
        ListSpendableRequest request, DirectorySnapshot directory, ResolveSpendingResponse consent,
        DirectoryMerchant merchant)
    {
        if (consent.MemberId.Length == 0)
            return Refusal.NotFound(ErrorReason.MemberNotFound, request.Member);
        if (consent.MemberClosed)
            return new Refusal(ErrorReason.MemberClosed, $"{request.Member} is closed.");
        return Suspensions.ListSpendable.Refuses(directory, merchant.PartnerId)
            ?? directory.Till(merchant.PartnerId, merchant.Id);
    }

    /// <summary>The opted-in coins to pay with: not the merchant's own, on the board, of issuers at work.</summary>
    public static ListSpendableResponse Of(
        DirectorySnapshot directory, ResolveSpendingResponse consent, GetMemberWalletsResponse wallets,
        DirectoryMerchant merchant, RateBoard board)
    {
        var response = new ListSpendableResponse { Board = BoardNames.Of(board.Number) };
        if (!consent.MerchantLinked || !board.Has(merchant.CoinId))
            return response;
        foreach (var wallet in wallets.Wallets.OrderBy(w => w.Coin, StringComparer.Ordinal))
        {
            if (wallet.State != WalletState.Active
                || !ResourceNames.TryCoin(wallet.Coin, out var id) || id == merchant.CoinId || !board.Has(id)
                || !directory.Coins.TryGetValue(id, out var coin) || directory.IsSuspended(coin.PartnerId)
                || consent.Consents.FirstOrDefault(c => c.PartnerId == coin.PartnerId) is not { } allied)
                continue;
            var terms = board.Between(id, merchant.CoinId);
            var taken = wallets.CappedTodayUnits.GetValueOrDefault(wallet.Coin);
            response.Spendables.Add(Of(wallet, allied.DailyCapUnits, taken, merchant.CoinId, terms));
        }
        return response;
    }

    private static Spendable Of(Wallet wallet, long dailyCapUnits, long takenUnits, string targetId, PairTerms terms)
    {
        var spendable = new Spendable
        {
            Available = new CoinAmount { Coin = wallet.Coin, Units = wallet.AvailableUnits },
            Gives = new CoinAmount
            {
                Coin = ResourceNames.Coin(targetId),
                Units = GivesAtMost(terms, wallet.AvailableUnits),
            },
        };
        if (dailyCapUnits > 0)
            spendable.CapRemainingUnits = Math.Max(0, dailyCapUnits - takenUnits);
        return spendable;
    }

    /// <summary>One payment takes no more than the pair's limits allow, and moves no more than 10^15 units on either
    /// side.</summary>
    private static long GivesAtMost(PairTerms terms, long available)
    {
        if (terms.MaximumUnits > 0)
            available = Math.Min(available, terms.MaximumUnits);
        if (available < terms.MinimumUnits)
            return 0;
        try
        {
            return Math.Min(terms.Rate.ExactIn(available), Units.MaxCommand);
        }
        catch (OverflowException)
        {
            return Units.MaxCommand;
        }
    }
}
