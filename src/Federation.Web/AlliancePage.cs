using Federation.Design;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Web;

/// <summary>A page for people who are signed in: it asks the alliance first, and says what stood in the way.</summary>
public abstract class AlliancePage : WebPage
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
            await PrepareAsync();
            await LoadAsync();
            IsLoaded = true;
        });
        if (Trouble is not null && !Context.Response.HasStarted)
            Context.Response.StatusCode = StatusOf(Trouble);
    }

    /// <summary>Asks the alliance for what every page needs.</summary>
    private protected virtual async Task PrepareAsync() => Coins = await Alliance.CoinsAsync();

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

    /// <summary>The status with which a page is answered that could not be made.</summary>
    private protected virtual int StatusOf(Trouble trouble) =>
        trouble is Trouble.Away ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;

    private void Leave() => Navigation.NavigateTo(SignInPages.PathTo(Context.Request));

    /// <summary>A brand, <c>partners/{id}</c>, as the reader calls it.</summary>
    private protected string BrandOf(string partner) =>
        Coins.Values.FirstOrDefault(c => c.Partner == partner)?.BrandIn(Look.Language)
        ?? ResourceNames.LastPart(partner);

    /// <summary>A coin; what the catalogue does not know yet is shown by its id.</summary>
    private protected CoinView CoinOf(string name)
    {
        var id = CoinView.IdOf(name);
        return Coins.GetValueOrDefault(id) ?? CoinView.Unknown(id);
    }

    /// <summary>Settlement money as people read it.</summary>
    private protected static MoneyAmount MoneyOf(Federation.Types.V1.Money money, int scale) =>
        SettlementMoney.Shown(money, scale);

    /// <summary>Who a share is for, as the reader calls them.</summary>
    private protected string PartyOf(string party) =>
        party == ResourceNames.Alliance ? T.TheAlliance : BrandOf(party);

    /// <summary>The day of a moment of system time.</summary>
    private protected static DateOnly DayOf(Google.Protobuf.WellKnownTypes.Timestamp time) =>
        DateOnly.FromDateTime(time.ToDateTime());
}
