using Federation.Design;
using Federation.Errors.V1;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>A page of a member's wallet: it asks the alliance first, and says what stood in the way.</summary>
public abstract class MemberPage : WebPage
{
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>What stood in the way of the page; null: nothing.</summary>
    public Trouble? Trouble { get; private set; }

    /// <summary>Whether the alliance's answers are there. A page is rendered once before, to be thrown away.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether the person was signed out meanwhile.</summary>
    internal bool HasEnded { get; private set; }

    private protected Alliance Alliance => Services.GetRequiredService<Alliance>();

    private protected IReadOnlyDictionary<string, CoinView> Coins { get; private set; } =
        new Dictionary<string, CoinView>();

    protected sealed override async Task OnInitializedAsync()
    {
        Trouble = await DoAsync(async () =>
        {
            Coins = await Alliance.CoinsAsync();
            await LoadAsync();
            IsLoaded = true;
        });
        if (Trouble is Trouble.Away)
            Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    /// <summary>Asks the alliance for what the page shows.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Asks the alliance for something. Where the person was signed out meanwhile, the page becomes the way
    /// to the sign-in.</summary>
    /// <returns>What stood in the way; null: nothing.</returns>
    protected async Task<Trouble?> DoAsync(Func<Task> work)
    {
        try
        {
            return await Alliance.DoAsync(work);
        }
        catch (SessionEndedException)
        {
            HasEnded = true;
            // A form that came is answered by its handler, which must be there to be found.
            if (IsLoaded || !HttpMethods.IsPost(Context.Request.Method))
                Leave();
            return null;
        }
    }

    /// <summary>Answers a form that came to a page which could not be made.</summary>
    internal void AnswerUnread()
    {
        if (HasEnded)
            Leave();
    }

    /// <summary>The id of the command that a form sends. Where nobody answered the same form before, it is not known
    /// whether the command was done: the form then asks for the same.</summary>
    private protected string RequestIdOf(string form, Trouble? trouble) =>
        trouble is Trouble.Away && PostedForm.Of(Context) is { Handler: { } sent } posted && sent == form
            ? posted.RequestId : Federation.Client.RequestIds.New();

    private void Leave() => Navigation.NavigateTo(SignInPages.PathTo(Context.Request));

    /// <summary>Settlement money as people read it.</summary>
    private protected static MoneyAmount MoneyOf(Federation.Types.V1.Money money, int scale) =>
        SettlementMoney.Shown(money, scale);

    /// <summary>Who a share is for, as the reader calls them.</summary>
    private protected string PartyOf(string party) =>
        party == ResourceNames.Alliance ? T.TheAlliance : BrandOf(party);

    /// <summary>What a coin becomes at a shop, and who keeps the rest.</summary>
    private protected ArrivalView ArrivalOf(
        Exchange.V1.ExchangeLeg leg, IEnumerable<Exchange.V1.Share> shares, int scale) =>
        ArrivalView.From(leg, shares, CoinOf, PartyOf, scale, F);

    private protected WorthTable TableOf(Exchange.V1.ListWorthResponse worth, int scale) => new(
        worth.Worths, CoinOf, a => ArrivalOf(a.Leg, a.Shares, scale), a => WhyNot(a.NotTaken));

    /// <summary>Why a coin is not taken at a shop.</summary>
    private protected string WhyNot(Ledger.V1.RefusedOutcome? refusal) =>
        Federation.Client.Refusal.ReasonOf(refusal?.Reason ?? "") switch
        {
            ErrorReason.PartnerSuspended => T.NotTakenSuspended,
            ErrorReason.NotLinked => T.NotTakenUnlinked,
            ErrorReason.WalletFrozen => T.NotTakenFrozen,
            ErrorReason.WalletClosed => T.NotTakenClosed,
            ErrorReason.InsufficientCoins => T.NotTakenNone,
            ErrorReason.CoinNotOnBoard => T.NotTakenNoRate,
            ErrorReason.ConversionBelowMinimum or ErrorReason.PaysNothing => T.NotTakenFew,
            _ => T.NotTaken,
        };

    /// <summary>A brand, <c>partners/{id}</c>, as the reader calls it.</summary>
    private protected string BrandOf(string partner) =>
        Coins.Values.FirstOrDefault(c => c.Partner == partner)?.BrandIn(Look.Language)
        ?? ResourceNames.LastPart(partner);

    /// <summary>The day of a moment of system time.</summary>
    private protected static DateOnly DayOf(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        DateOnly.FromDateTime(time.ToDateTime());

    /// <summary>A coin; what the catalogue does not know yet is shown by its id.</summary>
    private protected CoinView CoinOf(string name)
    {
        var id = CoinView.IdOf(name);
        return Coins.GetValueOrDefault(id)
            ?? new CoinView(id, "", id.ToUpperInvariant(), 0, id, id, TimeZoneInfo.Utc);
    }
}
