using Federation.Exchange.V1;
using Federation.Hosting;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>A page about one board.</summary>
public abstract class OneBoardPage : StaffPage
{
    private protected const string Rail = BoardPaths.All;

    /// <summary>The board's number, as the address has it.</summary>
    [Parameter]
    public string? Number { get; set; }

    /// <summary>The board.</summary>
    private protected Board Shown { get; set; } = new();

    private protected string Title => BoardWords.Title(Shown, T);

    private protected bool IsDraft => Shown.State is BoardState.Draft;

    private protected static string UpdateMethod { get; } =
        Permissions.Of<BoardService.BoardServiceBase>("UpdateDraft");

    private protected static string ApproveMethod { get; } =
        Permissions.Of<BoardService.BoardServiceBase>("ApproveBoard");

    /// <summary>Whether the person may write this draft.</summary>
    private protected bool MayWrite => IsDraft && May(UpdateMethod);

    private protected string PathOf(string rest = "") => BoardPaths.Of(Shown.Name, rest);

    /// <summary>Which revision of a draft it is, and who began it.</summary>
    private protected string DraftLead => T.DraftLead(
        BoardDrafts.Text(Shown.Revision), BoardWords.Person(Shown.Proposer), MomentText(Shown.CreateTime));

    /// <summary>What a coin is called.</summary>
    private protected string BrandOfCoin(string coin) => CoinOf(coin).BrandIn(Look.Language);

    /// <summary>A settlement unit as money.</summary>
    private protected string OneUnit => F.Money(1, SettlementScale, Shown.Currency);

    /// <summary>Reads the board.</summary>
    /// <param name="withPairs">Whether the pairs with terms of their own are needed too.</param>
    private protected async Task ReadAsync(bool withPairs = false) =>
        Shown = (await Alliance.Client.Boards.GetBoardAsync(
            new GetBoardRequest { Name = "boards/" + Number, WithoutPairs = !withPairs },
            cancellationToken: Alliance.Cancel)).Board;

    /// <summary>The board in force without its pairs; null: none is.</summary>
    private protected async Task<Board?> InForceAsync()
    {
        try
        {
            return (await Alliance.Client.Boards.GetBoardAsync(
                new GetBoardRequest { WithoutPairs = true }, cancellationToken: Alliance.Cancel)).Board;
        }
        catch (Client.RefusedException e) when (e.Refusal.Reason is Errors.V1.ErrorReason.NoBoardInForce)
        {
            return null;
        }
    }

    /// <summary>The rates of some pairs.</summary>
    private protected async Task<IReadOnlyList<PairRate>> RatesAsync(
        string board, IEnumerable<string> sources, IEnumerable<string> targets)
    {
        var request = new ListRatesRequest { Name = board, PageSize = 1000 };
        request.Sources.AddRange(sources);
        request.Targets.AddRange(targets);
        return (await Alliance.Client.Boards.ListRatesAsync(request, cancellationToken: Alliance.Cancel)).Rates;
    }

    /// <summary>Approves the board, for the alliance or for the person's brand, with the reason that the form
    /// has.</summary>
    /// <param name="next">The page to go on to.</param>
    private protected Task ApproveAsync(string next) => ActAsync(
        async id => await Alliance.Client.Boards.ApproveBoardAsync(
            new ApproveBoardRequest
            {
                RequestId = id,
                Name = Shown.Name,
                Reason = PostedForm.Of(Context)["reason"],
            },
            cancellationToken: Alliance.Cancel),
        next);

    /// <summary>Makes a draft that says the same as a board.</summary>
    /// <returns>The draft's name.</returns>
    private protected async Task<string> DraftOfAsync(string requestId, string board)
    {
        var whole = await Alliance.Client.Boards.GetBoardAsync(
            new GetBoardRequest { Name = board }, cancellationToken: Alliance.Cancel);
        return (await Alliance.Client.Boards.CreateDraftAsync(
            new CreateDraftRequest { RequestId = requestId, Terms = BoardDrafts.TermsOf(whole.Board) },
            cancellationToken: Alliance.Cancel)).Board.Name;
    }
}
