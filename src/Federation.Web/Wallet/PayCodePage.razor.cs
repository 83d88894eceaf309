using Federation.Accounts.V1;
using Federation.Design;
using Federation.Ledger.V1;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>Makes pay codes, shows one, says what became of it, and revokes it. A code is made by a form and shown at
/// an address that names it for this session alone.</summary>
public sealed partial class PayCodePage : MemberPage
{
    /// <summary>Of how many coins one code can be.</summary>
    private const int MostCoins = 20;

    private readonly List<FieldProblem> problems = [];
    private IReadOnlyList<Wallet> wallets = [];
    private Trouble? refusal;
    private PayTicket? code;
    private WatchPayCodeResponse? state;
    private string chosen = "";
    private string most = "";
    private string money = "";
    private string shopId = "";
    private string currency = "";
    private IReadOnlyList<string> several = [];
    private int scale;
    private int secondsLeft;

    /// <summary>A pay code, as this session names it.</summary>
    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "coin")]
    public string? CoinId { get; set; }

    private TimeOnly UntilTime => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(
        state!.ExpireTime.ToDateTimeOffset(), CoinOf(ResourceNames.Coin(code!.Coins[0])).Zone).DateTime);

    private byte[] Session => Visitor.Of(Context)!.Hash;

    private PayTickets Tickets => Services.GetRequiredService<PayTickets>();

    protected override async Task LoadAsync()
    {
        if (Name is not null)
            Context.Response.Headers.CacheControl = "no-store";
        var clock = Alliance.Client.Clock.GetClockAsync(new GetClockRequest(), cancellationToken: Alliance.Cancel);
        wallets = [.. (await Alliance.Client.Ledger.ListWalletsAsync(
            new ListWalletsRequest { Parent = ResourceNames.Me }, cancellationToken: Alliance.Cancel)).Wallets
            .Where(w => w.AvailableUnits > 0)];
        var settled = (await clock).SettlementCurrency;
        (currency, scale) = (settled.Code, settled.Scale);
        several = [.. wallets.Select(w => CoinView.IdOf(w.Coin)).Take(MostCoins)];
        if (wallets.Count > 0)
        {
            var first = wallets.FirstOrDefault(w => CoinView.IdOf(w.Coin) == CoinId, wallets[0]);
            (chosen, most) = (CoinView.IdOf(first.Coin), F.Amount(first.AvailableUnits, CoinOf(first.Coin).Scale));
        }
        if (Name is not null)
            await LookAsync();
    }

    /// <summary>Finds out what became of the code; one that was used leads to its receipt.</summary>
    private async Task LookAsync()
    {
        var ticket = Tickets.Open(Session, Name!);
        if (ticket is null)
        {
            // Not 404, for which another page would stand in.
            Context.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }
        refusal = await DoAsync(async () =>
        {
            using var watch = Alliance.Client.Members.WatchPayCode(
                new WatchPayCodeRequest { PayCode = ticket.Code }, cancellationToken: Alliance.Cancel);
            if (await watch.ResponseStream.MoveNext(Alliance.Cancel))
                (code, state) = (ticket, watch.ResponseStream.Current);
        });
        if (state is null)
            return;
        secondsLeft = (int)Math.Clamp(
            (state.ExpireTime.ToDateTimeOffset() - Services.GetRequiredService<TimeProvider>().GetUtcNow())
            .TotalSeconds, 0, int.MaxValue);
        if (state.UseCase is WatchPayCodeResponse.UseOneofCase.Exchange && HttpMethods.IsGet(Context.Request.Method))
            Navigation.NavigateTo("/receipts/" + ResourceNames.LastPart(state.Exchange));
    }

    private async Task MakeOneAsync()
    {
        var form = PostedForm.Of(Context);
        (chosen, most) = (form["coin"], form["most"]);
        var coin = CoinOf(ResourceNames.Coin(chosen));
        var units = 0L;
        if (wallets.All(w => CoinView.IdOf(w.Coin) != chosen))
            problems.Add(new("coin", T.ChooseCoin));
        else if (!AmountText.TryRead(most, coin.Scale, out units))
            problems.Add(new("most", T.AmountWrong(F.Amount(1, coin.Scale))));
        if (problems.Count == 0)
            await MakeAsync(form, new CreatePayCodeRequest { Maximum = new() { Coin = coin.Name, Units = units } },
                new PayTicket("", [chosen], units, null, null));
    }

    private async Task MakeSeveralAsync()
    {
        var form = PostedForm.Of(Context);
        (money, shopId) = (form["money"], form["shop"]);
        several = [.. form.List("coins").Where(id => wallets.Any(w => CoinView.IdOf(w.Coin) == id)).Distinct()];
        if (several.Count is 0 or > MostCoins)
            problems.Add(new("coins", T.ChooseCoins(F.Count(MostCoins))));
        if (!SettlementMoney.TryRead(money, scale, out var units))
            problems.Add(new("money", T.AmountWrong(SettlementMoney.Least(scale, F))));
        if (problems.Count > 0)
            return;
        var asked = new CreatePayCodeRequest { MaximumMoney = new() { Currency = currency, Units = units } };
        asked.Coins.Add(several.Select(ResourceNames.Coin));
        refusal = await DoAsync(async () => asked.Merchant = await OnlyShopAsync());
        if (refusal is null)
            await MakeAsync(
                form, asked, new PayTicket("", several, units, currency, asked.Merchant.Length > 0 ? shopId : null));
    }

    /// <summary>The one shop that the code is for; empty where the coin has several, or none was named.</summary>
    private async Task<string> OnlyShopAsync() =>
        Coins.GetValueOrDefault(shopId) is { } shop && await Worths.ShopsAsync(Alliance, shop) is [var only]
            ? only.Name : "";

    private async Task MakeAsync(PostedForm form, CreatePayCodeRequest asked, PayTicket ticket)
    {
        (asked.RequestId, asked.Member) = (form.RequestId, ResourceNames.Me);
        CreatePayCodeResponse? made = null;
        refusal = await DoAsync(async () => made = await Alliance.Client.Members.CreatePayCodeAsync(
            asked, cancellationToken: Alliance.Cancel));
        if (made is not null)
            Navigation.NavigateTo("/pay/codes/" + Tickets.Make(Session, ticket with { Code = made.PayCode }));
    }

    private async Task RevokeAsync()
    {
        if (code is null)
            return;
        var form = PostedForm.Of(Context);
        refusal = await DoAsync(async () => await Alliance.Client.Members.RevokePayCodeAsync(
            new RevokePayCodeRequest { RequestId = form.RequestId, PayCode = code.Code },
            cancellationToken: Alliance.Cancel));
        if (refusal is null)
            Navigation.NavigateTo(Look.Path);
    }

    private string MostOf(PayTicket of) => of.Currency is null
        ? F.Coins(CoinOf(ResourceNames.Coin(of.Coins[0])).Amount(of.Units))
        : F.Money(SettlementMoney.Exact(new() { Currency = of.Currency, Units = of.Units }, scale));

    private string ForText(PayTicket of) => (of.Coins.Count, of.Shop) switch
    {
        (1, null) => CoinOf(ResourceNames.Coin(of.Coins[0])).BrandIn(Look.Language),
        (_, { } shop) => T.OfCoinsAt(
            of.Coins.Count, F.Count(of.Coins.Count), CoinOf(ResourceNames.Coin(shop)).BrandIn(Look.Language)),
        _ => T.OfCoins(of.Coins.Count, F.Count(of.Coins.Count)),
    };

    private string? ProblemOf(string field) => problems.Find(p => p.Field == field)?.Message;
}
