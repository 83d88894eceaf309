using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;

namespace Federation.Exchange;

/// <summary>What a member's coins are worth at merchants, to the member itself. It can show a pay code for each of
/// them, so neither opt-in nor daily cap counts here. Pure.</summary>
/// <param name="directory">Brands, coins and merchants.</param>
/// <param name="board">The board in force.</param>
/// <param name="now">Alliance time.</param>
/// <param name="merchant">The only merchant; null for all coins of merchants on the board.</param>
internal sealed class WorthList(
    DirectorySnapshot directory, RateBoard board, DateTimeOffset now, DirectoryMerchant? merchant)
{
    /// <summary>The merchants' coins, by id, with the issuers.</summary>
    private readonly List<DirectoryCoin> targets =
    [
        .. (merchant is null
            ? directory.Merchants.Values.Where(m => !m.Closed).Select(m => m.CoinId).Where(board.Has)
            : [merchant.CoinId])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => directory.Coins.GetValueOrDefault(id)).OfType<DirectoryCoin>(),
    ];

    /// <summary>One of the member's coins.</summary>
    public Worth Of(Wallet wallet)
    {
        var coin = directory.Coins[CoinId.Parse(wallet.Coin).Value];
        var worth = new Worth
        {
            Available = Breakdown.Coins(coin.Id, PaymentSources.UnitsOf(wallet, now, leave: false)),
            Reference = ReferenceOf(wallet) is { } reference ? MoneyOf(reference) : null,
        };
        worth.Arrivals.AddRange(targets.Select(target => ArrivalOf(wallet, coin, target)));
        return worth;
    }

    /// <summary>The answer with what all of the member's coins come to, and none of them.</summary>
    public ListWorthResponse Totals(IReadOnlyCollection<Wallet> wallets) => new()
    {
        Board = BoardNames.Of(board.Number),
        Reference = MoneyOf(Sum(wallets.Select(w => ReferenceOf(w) ?? 0))),
        Value = merchant is null ? null : MoneyOf(Sum(wallets.Select(w => ArrivesOf(Of(w).Arrivals[0])))),
    };

    private Arrival ArrivalOf(Wallet wallet, DirectoryCoin source, DirectoryCoin target)
    {
        var arrival = new Arrival { Coin = ResourceNames.Coin(target.Id) };
        try
        {
            if (Refuses(wallet, source, target, out var units) is { } refusal)
                arrival.NotTaken = refusal.ToOutcome();
            else
                Take(arrival, source, target, units);
        }
        catch (OverflowException)
        {
            arrival.NotTaken = Limits.Overflow.ToOutcome();
        }
        return arrival;
    }

    /// <summary>Why nothing is taken, in the order in which a payment is refused.</summary>
    /// <param name="wallet">The wallet of the source.</param>
    /// <param name="source">The coin to be given.</param>
    /// <param name="target">The merchants' coin.</param>
    /// <param name="units">How many are taken at most.</param>
    private Refusal? Refuses(Wallet wallet, DirectoryCoin source, DirectoryCoin target, out long units)
    {
        var own = source.Id == target.Id;
        units = PaymentSources.UnitsOf(wallet, now, leave: !own);
        var refusal = Suspensions.Pay.Refuses(directory, target.PartnerId, source.PartnerId)
            ?? (merchant is null ? null : directory.Till(merchant.PartnerId, merchant.Id))
            ?? OwnWallets.OutOfState(wallet);
        if (refusal is not null || own)
            return refusal ?? (units > 0 ? null : Nothing(source));
        if (Limits.NotOnBoard(board, source.Id, target.Id) is { } missing)
            return missing;
        if (units == 0)
            return Nothing(source);
        var terms = board.Between(source.Id, target.Id);
        if (terms.MaximumUnits > 0)
            units = Math.Min(units, terms.MaximumUnits);
        return Limits.Refuse(units, terms.Limits, board) ?? (terms.Rate.ExactIn(units) > 0 ? null : new Refusal(
            ErrorReason.PaysNothing,
            $"{units} of {ResourceNames.Coin(source.Id)} give none of {ResourceNames.Coin(target.Id)}."));
    }

    private static Refusal Nothing(DirectoryCoin coin) =>
        new(ErrorReason.InsufficientCoins, $"No {ResourceNames.Coin(coin.Id)} can be spent now.");

    private void Take(Arrival arrival, DirectoryCoin source, DirectoryCoin target, long units)
    {
        if (!board.Has(source.Id))
        {
            // Its own coins are redeemed by number, whether or not anybody says what they are worth.
            arrival.Leg = new ExchangeLeg
            {
                Paid = Breakdown.Coins(source.Id, units),
                Gives = Breakdown.Coins(source.Id, units),
                Partner = ResourceNames.Partner(source.PartnerId),
            };
            return;
        }
        var gives = source.Id == target.Id ? units : board.Between(source.Id, target.Id).Rate.ExactIn(units);
        arrival.Leg = Breakdown.Leg(board, source, target.Id, units, gives);
        arrival.Shares.AddRange(Receipts.Of(Breakdown.Detail(
            BoardNames.Of(board.Number), board.Currency, target.PartnerId, [arrival.Leg])).Shares);
    }

    /// <summary>What can be spent of a coin, at its on-value; null where the board has none.</summary>
    private Int128? ReferenceOf(Wallet wallet) => CoinId.Parse(wallet.Coin).Value is var id && board.Has(id)
        ? (Int128)PaymentSources.UnitsOf(wallet, now, leave: false) * board.OnValueOf(id)
        : null;

    /// <summary>What arrives, at the on-value of the merchants' coin.</summary>
    private Int128 ArrivesOf(Arrival arrival) =>
        arrival.Leg is { Gives: { } gives } && CoinId.Parse(gives.Coin).Value is var id && board.Has(id)
            ? (Int128)gives.Units * board.OnValueOf(id)
            : 0;

    private static Int128 Sum(IEnumerable<Int128> parts) => parts.Aggregate((Int128)0, (sum, part) => sum + part);

    /// <summary>Null where it leaves 64 bits: it is shown, not booked, and nobody is refused for it.</summary>
    private Money? MoneyOf(Int128 units) =>
        units <= long.MaxValue ? new Money { Currency = board.Currency, Units = (long)units } : null;
}
