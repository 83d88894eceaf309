using Federation.Design;
using Federation.Errors.V1;
using Federation.Identity.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>A page of the portal or the console. What its person may not call, the alliance refuses; the page shows
/// links and buttons for what they may.</summary>
public abstract class StaffPage : AlliancePage
{
    private static readonly TimeSpan PartPatience = TimeSpan.FromSeconds(2);

    /// <summary>What stood in the way of what a form asked for; null: nothing. The frame shows it above the
    /// content.</summary>
    public Trouble? Refusal { get; private set; }

    /// <summary>Who is before the page; null until the alliance has answered.</summary>
    internal StaffMember? Me { get; private set; }

    /// <summary>The alliance's time: a sandbox's is its own.</summary>
    internal DateTimeOffset Now { get; private set; }

    /// <summary>How many decimal places a settlement unit has.</summary>
    private protected int SettlementScale { get; private set; }

    /// <summary>Whether the person may call a method, <c>Permissions.Of&lt;…&gt;("…")</c>.</summary>
    private protected bool May(string method) => Me?.May(method) is true;

    /// <summary>Who the person is, <c>partners/{p}/users/{person}</c>, as proposals name them.</summary>
    private protected async Task<string> MyNameAsync() => (await Alliance.Client.Users.GetMeAsync(
        new GetMeRequest(), cancellationToken: Alliance.Cancel)).User.Name;

    private protected override async Task PrepareAsync()
    {
        Me = await Alliance.StaffAsync();
        var clock = Alliance.Client.Clock.GetClockAsync(
            new GetClockRequest(), cancellationToken: Alliance.Cancel).ResponseAsync;
        await base.PrepareAsync();
        var answer = await clock;
        (Now, SettlementScale) = (answer.Clock.Now.ToDateTimeOffset(), answer.SettlementCurrency.Scale);
    }

    /// <summary>What is wrong with the fields of a form; the frame shows them above the content.</summary>
    public List<FieldProblem> Problems { get; } = [];

    private protected string? ProblemOf(string field) => Problems.Find(p => p.Field == field)?.Message;

    /// <summary>What a form sent in a field, which stays there where the form comes back.</summary>
    private protected string? Typed(string form, string field) =>
        PostedForm.Of(Context) is { Handler: { } sent } posted && sent == form ? posted[field] : null;

    /// <summary>A moment of system time, with its day: people of several zones read the same page.</summary>
    private protected string MomentText(Google.Protobuf.WellKnownTypes.Timestamp? time) =>
        time is null ? "" : MomentText(time.ToDateTimeOffset());

    /// <summary>Sums of several coins.</summary>
    private protected string CoinsText(IEnumerable<CoinSum> sums) =>
        string.Join(" · ", sums.Select(s => F.Coins(CoinOf(s.Coin).Amount(s.Units))));

    private protected string MomentText(DateTimeOffset time) => T.MomentUtc(
        F.Date(DateOnly.FromDateTime(time.UtcDateTime)), F.Time(TimeOnly.FromDateTime(time.UtcDateTime)));

    /// <summary>Asks one module for a part of a page that asks several: one that does not answer within two seconds
    /// keeps no other back.</summary>
    internal async Task<Part<TAnswer>> PartAsync<TAnswer>(
        string method, Func<CancellationToken, Task<TAnswer>> ask)
        where TAnswer : class
    {
        if (!May(method))
            return new Part<TAnswer>.Hidden();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Alliance.Cancel);
        patience.CancelAfter(PartPatience);
        TAnswer? answer = null;
        var trouble = await DoAsync(async () =>
        {
            try
            {
                answer = await ask(patience.Token);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Cancelled && patience.IsCancellationRequested)
            {
                throw new RpcException(new Status(StatusCode.DeadlineExceeded, "No answer within two seconds."));
            }
        });
        return answer is null
            ? new Part<TAnswer>.Missing(trouble ?? new Trouble.Away()) : new Part<TAnswer>.There(answer);
    }

    /// <summary>Does what a form asked for and goes on to a page, so that a reload repeats nothing. A refusal is shown
    /// above the form.</summary>
    /// <param name="command">Sends the command with its request id.</param>
    /// <param name="next">The page's local address.</param>
    private protected async Task ActAsync(Func<string, Task> command, string next)
    {
        await TryAsync(command);
        if (Refusal is null && !HasEnded)
            Navigation.NavigateTo(next);
    }

    /// <summary>Does what a form asked for and stays, for what is shown once.</summary>
    /// <param name="command">Sends the command with its request id.</param>
    private protected async Task TryAsync(Func<string, Task> command) =>
        Refusal = await DoAsync(() => command(PostedForm.Of(Context).RequestId));

    /// <summary>A position, as people read money.</summary>
    private protected MoneyAmount MoneyOf(Position position) =>
        MoneyOf(new Types.V1.Money { Currency = position.Currency, Units = position.Units }, SettlementScale);

    /// <summary>A principal, as people call it: <c>admins/ada</c> is Ada's id.</summary>
    private protected string WhoIs(string principal) =>
        ResourceNames.TryPartner(principal, out _)
            ? BrandOf(principal) : Isolated.Of(ResourceNames.LastPart(principal));

    /// <summary>The id of the command that a form sends.</summary>
    private protected string RequestIdOf(string form) => RequestIdOf(form, Refusal);

    private protected override int StatusOf(Trouble trouble) => trouble switch
    {
        Trouble.Refused { Refusal.Reason: ErrorReason.ScopeMissing or ErrorReason.RoleMissing or ErrorReason.NotYours }
            => StatusCodes.Status403Forbidden,
        Trouble.Refused { Code: StatusCode.NotFound } => StatusCodes.Status404NotFound,
        _ => base.StatusOf(trouble),
    };
}
