using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Partners.V1;
using Federation.Types.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What coins are worth at shops: Aster's coin a penny and Dune's four fifths of one, of which nine tenths
/// arrive elsewhere; Birch's a hundredth of half a penny.</summary>
internal sealed partial class FakeAlliance
{
    private const string Pounds = "GBP";

    /// <summary>Whether a board is in force.</summary>
    public bool HasBoard { get; set; } = true;

    /// <summary>Whether the board says what Dune's coins are worth.</summary>
    public bool IsDuneOnBoard { get; set; } = true;

    private static Money Gbp(long units) => new() { Currency = Pounds, Units = units };

    private static long ValueOf(string coin) => coin switch
    {
        "coins/aster" => 100,
        "coins/dune" => 80,
        _ => 50,
    };

    private static long PerUnit(string coin) => coin == "coins/birch" ? 100 : 1;

    private ListWorthResponse WorthAt(string merchant)
    {
        if (!HasBoard)
            throw Refuse(ErrorReason.NoBoardInForce, StatusCode.FailedPrecondition);
        var answer = new ListWorthResponse { Board = "boards/3" };
        string[] shops = merchant.Length == 0
            ? ["coins/aster", "coins/birch", "coins/dune"] : ["coins/" + merchant.Split('/')[1]];
        foreach (var wallet in Wallets)
        {
            var worth = new Exchange.V1.Worth
            {
                Available = new() { Coin = wallet.Coin, Units = wallet.AvailableUnits },
                Reference = Gbp(wallet.AvailableUnits * ValueOf(wallet.Coin) / PerUnit(wallet.Coin)),
            };
            worth.Arrivals.Add(shops.Select(s => ArrivalAt(wallet, s)));
            answer.Worths.Add(worth);
        }
        answer.Reference = Gbp(answer.Worths.Sum(w => w.Reference.Units));
        if (merchant.Length > 0)
            answer.Value = Gbp(answer.Worths.SelectMany(w => w.Arrivals).SelectMany(a => a.Shares)
                .Where(s => s.Kind is ShareKind.Value).Sum(s => s.Amount.Units));
        return answer;
    }

    private Arrival ArrivalAt(Wallet wallet, string shop)
    {
        if (wallet.Coin == "coins/dune" && !IsDuneOnBoard)
            return shop == wallet.Coin
                ? new Arrival
                {
                    Coin = shop,
                    Leg = new ExchangeLeg
                    {
                        Paid = new() { Coin = shop, Units = wallet.AvailableUnits },
                        Gives = new() { Coin = shop, Units = wallet.AvailableUnits },
                        Partner = "partners/dune",
                    },
                }
                : new Arrival { Coin = shop, NotTaken = new RefusedOutcome { Reason = "COIN_NOT_ON_BOARD" } };
        if (wallet.AvailableUnits == 0)
            return new Arrival
            {
                Coin = shop,
                NotTaken = new RefusedOutcome
                {
                    Reason = wallet.State is WalletState.Frozen ? "WALLET_FROZEN" : "INSUFFICIENT_COINS",
                },
            };
        var arrival = new Arrival { Coin = shop, Leg = LegOf(wallet.Coin, wallet.AvailableUnits, shop) };
        arrival.Shares.Add(SharesOf(arrival.Leg));
        return arrival;
    }

    private static ExchangeLeg LegOf(string coin, long units, string shop)
    {
        var worth = units * ValueOf(coin) / PerUnit(coin);
        var arrives = coin == shop ? worth : worth * 9 / 10;
        return new ExchangeLeg
        {
            Paid = new() { Coin = coin, Units = units },
            Gives = new() { Coin = shop, Units = arrives * PerUnit(shop) / ValueOf(shop) },
            Partner = "partners/" + coin[6..],
            Reference = Gbp(worth),
            OffValueUnits = ValueOf(coin),
            OnValueUnits = ValueOf(shop),
        };
    }

    private static IEnumerable<Share> SharesOf(ExchangeLeg leg)
    {
        var worth = leg.Reference.Units;
        if (leg.Paid.Coin == leg.Gives.Coin)
            return [new Share { Party = leg.Partner, Kind = ShareKind.Value, Amount = Gbp(worth) }];
        var (arrives, fee) = (worth * 9 / 10, worth / 100);
        return
        [
            new() { Party = "partners/" + leg.Gives.Coin[6..], Kind = ShareKind.Value, Amount = Gbp(arrives) },
            new() { Party = leg.Partner, Kind = ShareKind.Spread, Amount = Gbp(worth - arrives - fee) },
            new() { Party = "alliance", Kind = ShareKind.Fee, Amount = Gbp(fee) },
        ];
    }

    /// <summary>Takes coins as they are wished for, else the least lossy first, until there is enough.</summary>
    private PreviewPayResponse PreviewOf(PreviewPayRequest request)
    {
        var shop = "coins/" + request.Merchant.Split('/')[1];
        var wanted = request.Money.Units;
        var answer = new PreviewPayResponse
        {
            Board = "boards/3",
            Amount = new() { Coin = shop, Units = wanted * PerUnit(shop) / ValueOf(shop) },
            LeastLoss = Gbp(0),
        };
        var coins = request.Wishes.Order.Count > 0 ? [.. request.Wishes.Order]
            : Wallets.Select(w => w.Coin).OrderBy(c => c == shop ? 0 : 1).ToList();
        foreach (var coin in coins.Except(request.Wishes.ExcludedCoins))
        {
            var has = Wallets.Find(w => w.Coin == coin)?.AvailableUnits ?? 0;
            if (has == 0 || wanted <= 0)
                continue;
            var leg = LegOf(coin, has, shop);
            var arrives = SharesOf(leg).First().Amount.Units;
            if (arrives > wanted)
            {
                leg = LegOf(coin, has * wanted / arrives, shop);
                arrives = wanted;
            }
            wanted -= arrives;
            answer.Legs.Add(new PreviewLeg
            {
                Leg = leg,
                Loss = Gbp(coin == shop ? 0 : leg.Reference.Units / 10),
            });
        }
        if (wanted > 0)
        {
            answer.Legs.Clear();
            answer.Missing = new() { Coin = shop, Units = wanted * PerUnit(shop) / ValueOf(shop) };
            return answer;
        }
        answer.Loss = Gbp(answer.Legs.Sum(l => l.Loss.Units));
        answer.LeastLoss = Gbp(request.Wishes.Order.Count > 0 ? answer.Loss.Units / 2 : answer.Loss.Units);
        answer.Receipt = new Receipt { Reference = Gbp(answer.Legs.Sum(l => l.Leg.Reference.Units)) };
        return answer;
    }

    private sealed partial class Shops(FakeAlliance alliance) : MerchantService.MerchantServiceBase
    {
        public override Task<ListMerchantsResponse> ListMerchants(
            ListMerchantsRequest request, ServerCallContext context) => Task.FromResult(new ListMerchantsResponse
            {
                Merchants =
                {
                    new Merchant
                    {
                        Name = request.Parent + "/merchants/shop", DisplayName = "<i>The shop</i>",
                        Coin = "coins/" + request.Parent["partners/".Length..], CreateTime = Earlier,
                        Closed = alliance.IsShopClosed,
                    },
                },
            });
    }
}
