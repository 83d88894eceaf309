using System.Globalization;
using Federation.Client;
using Federation.Design;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>One draw: what it is, the way in, who has won, and what shows that it was fair.</summary>
public sealed partial class DrawPage : MemberPage
{
    private const string FormName = "enter";

    /// <summary>The most winners, and the most of the member's tickets, that are shown.</summary>
    private const int MostShown = 200;

    private readonly List<FieldProblem> problems = [];
    private DrawView? one;
    private ListWinnersResponse? winners;
    private GetDrawProofResponse? proof;
    private Trouble? refusal;
    private IReadOnlyList<DrawWinner> won = [];
    private int tickets;

    [Parameter]
    public required string BrandId { get; set; }

    /// <summary>The draw's id among the brand's.</summary>
    [Parameter]
    public required string Id { get; set; }

    /// <summary>How many tickets the member wants, before it is asked whether it means that.</summary>
    [SupplyParameterFromQuery(Name = "tickets")]
    public string? TicketsGiven { get; set; }

    /// <summary><c>yes</c> after tickets were taken.</summary>
    [SupplyParameterFromQuery(Name = "taken")]
    public string? Taken { get; set; }

    /// <summary><c>yes</c> after a prize was claimed.</summary>
    [SupplyParameterFromQuery(Name = "claimed")]
    public string? Claimed { get; set; }

    private string Partner => ResourceNames.Partner(BrandId);

    private string Name => ResourceNames.Draw(BrandId, Id);

    private string Path => DrawPaths.Of(Name);

    private DrawTerms Terms => one?.Draw.Terms ?? new DrawTerms();

    private CoinView Coin => CoinOf(Terms.Coin);

    private string Title => one is null ? T.DrawNotThere : TitleOf(Terms.Title);

    private bool IsFree => Terms.PriceUnits == 0;

    private bool IsProven => one?.Draw.Proof is DrawProof.WithPublicValue;

    /// <summary>Whether the form came: it is answered also where the draw has closed meanwhile, since the command may
    /// have been done before.</summary>
    private bool IsSent => PostedForm.Of(Context).Handler == FormName;

    private bool IsClaimed => Terms.ClaimDays > 0;

    private IReadOnlyList<TableColumn> WinnerColumns =>
        [new(T.DrawPlace), new(T.DrawPrize), new(T.DrawTicket, IsNumber: true), new(T.DrawWinners)];

    protected override async Task LoadAsync()
    {
        var now = Alliance.NowAsync();
        try
        {
            one = new DrawView(
                (await Alliance.Client.Draws.GetDrawAsync(
                    new GetDrawRequest { Name = Name }, cancellationToken: Alliance.Cancel)).Draw, await now);
        }
        catch (RefusedException e) when (e.Refusal.Reason
            is ErrorReason.DrawNotFound or ErrorReason.FieldInvalid or ErrorReason.BrandNotProven)
        {
            return;
        }
        ReadTickets(one);
        if (one.IsNumbered)
            proof = await Alliance.Client.Draws.GetDrawProofAsync(
                new GetDrawProofRequest { Name = Name, Member = ResourceNames.Me, PageSize = MostShown },
                cancellationToken: Alliance.Cancel);
        if (one.Draw.State is DrawState.Drawn)
            winners = await Alliance.Client.Draws.ListWinnersAsync(
                new ListWinnersRequest { Name = Name, PageSize = MostShown }, cancellationToken: Alliance.Cancel);
        won = [.. (winners?.Winners ?? []).Where(w => w.Member.Length > 0)];
    }

    private void ReadTickets(DrawView draw)
    {
        if (TicketsGiven is null)
            return;
        var isNumber = int.TryParse(
            TicketsGiven.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        // A form that came is sent on as it is: what it asks for may be done already.
        if (isNumber && given > 0 && (given <= draw.CanTake || IsSent))
            tickets = given;
        else if (draw is { IsOpen: true, CanTake: > 0 })
            problems.Add(new("tickets", T.DrawTicketsWrong(F.Count(draw.CanTake))));
    }

    private async Task EnterAsync()
    {
        if (tickets == 0)
            return;
        EnterDrawResponse? done = null;
        refusal = await DoAsync(async () => done = await Alliance.Client.Draws.EnterDrawAsync(
            new EnterDrawRequest
            {
                RequestId = PostedForm.Of(Context).RequestId,
                Name = Name,
                Member = ResourceNames.Me,
                Tickets = tickets,
            }, cancellationToken: Alliance.Cancel));
        if (done is not null)
            Navigation.NavigateTo(Path + "?taken=yes");
    }

    private static string FormOf(DrawWinner prize) =>
        string.Create(CultureInfo.InvariantCulture, $"claim-{prize.Place}");

    /// <summary>Whether the form of a prize came: it is answered also where the prize is claimed already.</summary>
    private bool IsClaimSent(DrawWinner prize) => PostedForm.Of(Context).Handler == FormOf(prize);

    /// <summary>What became of a prize of the member's, or what it must do.</summary>
    private string Became(DrawWinner prize) => (prize.ClaimState, prize.Delivery) switch
    {
        (ClaimState.Offered, _) => T.DrawClaimUntil(MomentOf(prize.ClaimEndTime, Coin)),
        (ClaimState.Claimed, PrizeDelivery.Due) => T.DrawPrizeDue,
        (ClaimState.Claimed, PrizeDelivery.Done) => T.DrawPrizeGiven,
        (ClaimState.Claimed, PrizeDelivery.Refused) => T.DrawPrizeRefused,
        (ClaimState.Claimed, _) => T.DrawPrizeByBrand,
        _ => "",
    };

    private async Task ClaimAsync(DrawWinner prize)
    {
        ClaimPrizeResponse? done = null;
        refusal = await DoAsync(async () => done = await Alliance.Client.Draws.ClaimPrizeAsync(
            new ClaimPrizeRequest
            {
                RequestId = PostedForm.Of(Context).RequestId,
                Name = Name,
                Member = ResourceNames.Me,
                Place = prize.Place,
            }, cancellationToken: Alliance.Cancel));
        if (done is not null)
            Navigation.NavigateTo(Path + "?claimed=yes");
    }

    private string Cost(long count) =>
        IsFree ? T.DrawCostsNothing : F.Coins(Coin.Amount(Terms.PriceUnits * count));

    private string TitleOf(LocalizedText? title) => Words.TitleOf(title, Id, Look.Language);

    /// <summary>What is published of it, and the member's part of it.</summary>
    private IEnumerable<(string Name, string Value)> Published()
    {
        var draw = one?.Draw ?? new Draw();
        return new (string Name, string Value)[]
        {
            (T.DrawCommitment, Hex(draw.Commitment)),
            (T.DrawRoot, Hex(draw.Root)),
            (T.DrawSecret, Hex(draw.Secret)),
            (T.DrawPublicValue, Isolated.Of(draw.PublicValue)),
            (T.DrawPseudonym, proof is { Proofs.Count: > 0 } ? Hex(proof.Pseudonym) : ""),
            (T.DrawYourNumbers, string.Join(", ", (proof?.Proofs ?? []).Select(p => F.Count(p.Number)))),
        }.Where(p => p.Value.Length > 0);
    }

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
