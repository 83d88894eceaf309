using Federation.Client;
using Federation.Design;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>What a payment with all coins would take: a question that binds nobody, and all of it is in the
/// address.</summary>
public sealed partial class PlanPage : MemberPage
{
    private readonly List<FieldProblem> problems = [];
    private readonly string requestId = RequestIds.New();
    private IReadOnlyList<string> mine = [];
    private IReadOnlyList<CoinView> byName = [];
    private PayWishes wishes = PayWishes.None;
    private CoinView? shop;
    private PreviewPayResponse? plan;
    private Trouble? refusal;
    private Money? worthThere;
    private MoneyAmount asked;
    private string currency = "";
    private int scale;

    /// <summary>The id of the shop's coin.</summary>
    [SupplyParameterFromQuery(Name = "shop")]
    public string? ShopId { get; set; }

    /// <summary>In money.</summary>
    [SupplyParameterFromQuery(Name = "amount")]
    public string? AmountGiven { get; set; }

    /// <summary>The ids of coins not to take.</summary>
    [SupplyParameterFromQuery(Name = "without")]
    public string[]? WithoutIds { get; set; }

    /// <summary>The ids of the only coins to take, in their order.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    public string[]? OrderIds { get; set; }

    private IReadOnlyList<CoinView> LeftOut => [.. wishes.Without.Select(id => CoinOf(ResourceNames.Coin(id)))];

    private IReadOnlyList<string> Legs => [.. plan!.Legs.Select(l => CoinView.IdOf(l.Leg.Paid.Coin))];

    /// <summary>What is lost above the least that could be.</summary>
    private Money? Spare => plan is { Loss: { } loss, LeastLoss: { } least }
        ? new() { Currency = loss.Currency, Units = loss.Units - least.Units } : null;

    protected override async Task LoadAsync()
    {
        var clock = Alliance.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: Alliance.Cancel);
        var wallets = (await Alliance.Client.Ledger.ListWalletsAsync(
            new ListWalletsRequest { Parent = ResourceNames.Me }, cancellationToken: Alliance.Cancel)).Wallets;
        mine = [.. wallets.Where(w => w.AvailableUnits > 0).Select(w => CoinView.IdOf(w.Coin))];
        var settled = (await clock).SettlementCurrency;
        (currency, scale) = (settled.Code, settled.Scale);
        byName = [.. Coins.Values.OrderBy(c => c.BrandIn(Look.Language), StringComparer.Ordinal)];
        shop = Coins.GetValueOrDefault(ShopId ?? "");
        wishes = PayWishes.Read(WithoutIds, OrderIds, mine);
        if (AmountGiven is null || mine.Count == 0)
            return;
        if (shop is null)
            problems.Add(new("shop", T.ChooseShop));
        if (!SettlementMoney.TryRead(AmountGiven.Trim(), scale, out var units))
            problems.Add(new("amount", T.AmountWrong(SettlementMoney.Least(scale, F))));
        if (problems.Count > 0)
            return;
        var money = new Money { Currency = currency, Units = units };
        asked = Exact(money);
        refusal = await DoAsync(() => PreviewAsync(shop!, money));
    }

    private async Task PreviewAsync(CoinView at, Money money)
    {
        if (await Worths.ShopsAsync(Alliance, at) is not [var merchant, ..])
        {
            problems.Add(new("shop", T.ShopHasNoTill));
            return;
        }
        var request = new PreviewPayRequest
        {
            Merchant = merchant.Name,
            Member = ResourceNames.Me,
            Money = money,
            Wishes = new CoinWishes(),
        };
        request.Wishes.ExcludedCoins.Add(wishes.Without.Select(ResourceNames.Coin));
        request.Wishes.Order.Add(wishes.Order.Select(ResourceNames.Coin));
        plan = await Alliance.Client.Exchanges.PreviewPayAsync(request, cancellationToken: Alliance.Cancel);
        if (plan.Missing is not null)
            worthThere = (await Worths.ReadAsync(Alliance, merchant.Name))?.Value;
    }

    private PayWishes Earlier(int number) => wishes.Earlier(number, Legs, mine);

    private string HrefOf(PayWishes with) => HrefOf(with, AmountGiven!.Trim());

    private string HrefOf(PayWishes with, string amount) =>
        $"/pay/plan?shop={shop!.Id}&amount={Uri.EscapeDataString(amount)}{with.ToQuery()}";

    /// <summary>Money as it would be typed.</summary>
    private string TypedOf(Money money)
    {
        var shown = MoneyOf(money, scale);
        return F.Amount(shown.Units, shown.Scale);
    }

    private Federation.Design.CoinAmount Amount(Federation.Types.V1.CoinAmount of) => CoinOf(of.Coin).Amount(of.Units);

    // What is given and lost is never less than it says.
    private MoneyAmount AtMost(Money money) => SettlementMoney.RoundedUp(money, scale);

    private MoneyAmount Exact(Money money) => SettlementMoney.Exact(money, scale);
}
