using Federation.Errors.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>A page of the portal or the console. What its person may not call, the alliance refuses; the page shows
/// links and buttons for what they may.</summary>
public abstract class StaffPage : AlliancePage
{
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

    private protected override async Task PrepareAsync()
    {
        Me = await Alliance.StaffAsync();
        var clock = Alliance.Client.Clock.GetClockAsync(
            new GetClockRequest(), cancellationToken: Alliance.Cancel).ResponseAsync;
        await base.PrepareAsync();
        var answer = await clock;
        (Now, SettlementScale) = (answer.Clock.Now.ToDateTimeOffset(), answer.SettlementCurrency.Scale);
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
