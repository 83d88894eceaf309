using Federation.Design;
using Federation.Hosting;
using Federation.Rewards.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One draw of the brand: its way from the last ticket to the winners, for which it takes two
/// persons.</summary>
public sealed partial class BrandDrawPage
{
    private static readonly string Close = Permissions.Of<DrawService.DrawServiceBase>("CloseDraw");
    private static readonly string Cancel = Permissions.Of<DrawService.DrawServiceBase>("CancelDraw");
    private static readonly string Propose = Permissions.Of<DrawService.DrawServiceBase>("ProposeReveal");

    private DrawView? one;
    private string? self;
    private ListWinnersResponse? winners;

    /// <summary>The draw's id among the brand's.</summary>
    [Parameter]
    public required string Id { get; set; }

    /// <summary>From where on winners are listed.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    // Of the person's own brand: the address names no other.
    private string Name => $"{Me!.Owner}/draws/{Id}";

    private DrawTerms Terms => one?.Draw.Terms ?? new DrawTerms();

    private bool HasValue => Terms.PublicValueName.Length > 0;

    private string Title => one is null ? T.BrandDraws : Words.TitleOf(Terms.Title, Id, Look.Language);

    private string? Later => winners is not { NextPageToken: { Length: > 0 } next } ? null
        : $"{PathOf(Id)}?after={Uri.EscapeDataString(next)}";

    private TableColumn[] WinnerColumns =>
    [
        new(T.DrawPlace), new(T.DrawPrize), new(T.DrawTicket, IsNumber: true), new(T.BrandDrawMember),
        .. Terms.ClaimDays > 0 ? [new TableColumn(T.DrawClaimState)] : Array.Empty<TableColumn>(),
    ];

    /// <summary>What became of a prize; where the brand must see to it, that.</summary>
    private string ClaimOf(DrawWinner winner) => winner.Delivery is PrizeDelivery.Refused
        ? T.BrandDrawNotGiven
        : DrawView.ClaimOf(winner, T);

    /// <param name="draw">Its name, or its id.</param>
    public static string PathOf(string draw) => $"{BrandDrawsPage.Path}/{ResourceNames.LastPart(draw)}";

    /// <summary>The state as the brand reads it: what it has to do is said apart.</summary>
    internal static (TagKind Kind, string Word) StateOf(DrawView one, WebTexts t) => one switch
    {
        { IsCancelled: false, Draw.State: DrawState.Closed } => (TagKind.Warn, t.BrandDrawIsToReveal),
        { IsCancelled: false, IsPastClosing: true, Draw.State: DrawState.Open } => (TagKind.Warn, t.BrandDrawIsToClose),
        _ => one.State(t),
    };

    internal static string ProofOf(Draw draw, WebTexts t) =>
        draw.Proof is DrawProof.WithPublicValue ? t.BrandDrawWithValue : t.DrawUnproven;

    protected override async Task LoadAsync()
    {
        one = new DrawView(
            (await Alliance.Client.Draws.GetDrawAsync(
                new GetDrawRequest { Name = Name }, cancellationToken: Alliance.Cancel)).Draw, Now);
        if (one.Draw.Proposer.Length > 0)
            self = await MyNameAsync();
        if (one.Draw.State is DrawState.Drawn)
            winners = await Alliance.Client.Draws.ListWinnersAsync(
                new ListWinnersRequest { Name = Name, PageToken = After ?? "" }, cancellationToken: Alliance.Cancel);
    }

    private RenderFragment Value(string form) => builder =>
    {
        if (!HasValue)
            return;
        builder.OpenComponent<Field>(0);
        builder.AddAttribute(1, nameof(Field.Id), form + "-value");
        builder.AddAttribute(2, nameof(Field.Label), T.BrandDrawValue);
        builder.AddAttribute(3, nameof(Field.Value), Typed(form, form + "-value"));
        builder.AddAttribute(4, nameof(Field.Problem), ProblemOf(form + "-value"));
        builder.CloseComponent();
    };

    /// <summary>What was typed as the public value; null: a mistake.</summary>
    private string? ValueOf(string form)
    {
        var value = PostedForm.Of(Context)[form + "-value"];
        if (!HasValue || value.Length > 0)
            return HasValue ? value : "";
        Problems.Add(new(form + "-value", T.BrandDrawValueMissing));
        return null;
    }

    private Task CloseAsync() => ActAsync(id => Alliance.Client.Draws.CloseDrawAsync(
        new CloseDrawRequest { RequestId = id, Name = Name }, cancellationToken: Alliance.Cancel).ResponseAsync,
        PathOf(Id));

    private async Task CancelAsync()
    {
        var why = PostedForm.Of(Context)["why"];
        if (why.Length == 0)
            Problems.Add(new("why", T.BrandDrawReasonMissing));
        else
            await ActAsync(id => Alliance.Client.Draws.CancelDrawAsync(
                new CancelDrawRequest { RequestId = id, Name = Name, Reason = why },
                cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
    }

    private async Task ProposeAsync()
    {
        if (ValueOf("propose") is { } value)
            await ActAsync(id => Alliance.Client.Draws.ProposeRevealAsync(
                new ProposeRevealRequest { RequestId = id, Name = Name, PublicValue = value },
                cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
    }

    private async Task RevealAsync()
    {
        if (ValueOf("reveal") is { } value)
            await ActAsync(id => Alliance.Client.Draws.RevealDrawAsync(
                new RevealDrawRequest { RequestId = id, Name = Name, PublicValue = value },
                cancellationToken: Alliance.Cancel).ResponseAsync, PathOf(Id));
    }
}
