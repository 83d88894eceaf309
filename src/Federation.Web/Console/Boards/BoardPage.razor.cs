using Federation.Design;
using Federation.Exchange.V1;
using Federation.Hosting;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>A board: what it comes to, what the guard says, and its way into force.</summary>
public sealed partial class BoardPage : OneBoardPage
{
    private static readonly string CheckMethod = Permissions.Of<BoardService.BoardServiceBase>("CheckBoard");
    private static readonly string DraftMethod = Permissions.Of<BoardService.BoardServiceBase>("CreateDraft");
    private static readonly string ProposeMethod = Permissions.Of<BoardService.BoardServiceBase>("ProposeBoard");
    private static readonly string PublishMethod = Permissions.Of<BoardService.BoardServiceBase>("PublishBoard");
    private static readonly string WhatIfMethod = Permissions.Of<BoardService.BoardServiceBase>("WhatIf");

    private CheckBoardResponse? check;
    private Board? inForce;
    private IReadOnlyList<string> all = [];
    private IReadOnlyList<string> rows = [];
    private IReadOnlyList<string> columns = [];
    private BoardMatrix matrix = new("", [], null, null);

    /// <summary>The id of the first coin that is given in the window.</summary>
    [SupplyParameterFromQuery(Name = "rows")]
    public string? FirstRow { get; set; }

    /// <summary>The id of the first coin that is created in the window.</summary>
    [SupplyParameterFromQuery(Name = "columns")]
    public string? FirstColumn { get; set; }

    /// <summary>The board in force, if it is another one.</summary>
    private Board? Other => inForce?.Name == Shown.Name ? null : inForce;

    private BoardApproval? Approval => Shown.Approvals.FirstOrDefault(a => a.Partner.Length == 0);

    private bool IsMine => Shown.Proposer == Me?.Principal;

    private IReadOnlyList<CoinView> Choices =>
        [.. all.Select(CoinOf).OrderBy(c => c.BrandIn(Look.Language), StringComparer.Ordinal)];

    private string Lead => IsDraft
        ? DraftLead
        : T.BoardLead(BoardWords.Person(Shown.Proposer), MomentText(Shown.CreateTime));

    // A draft is compared as of now; what was proposed keeps what was found then.
    private IReadOnlyList<BoardDeviation> Deviations =>
        IsDraft ? [.. check?.Deviations ?? []] : [.. Shown.Deviations];

    private int Straying => IsDraft ? check?.Deviations.Count ?? 0 : Shown.DeviationCount;

    private string ComparedWith => (IsDraft ? check?.ComparedWith : Shown.ComparedWith) is { Length: > 0 } board
        ? BoardWords.Title(board, T) : T.ItsWayBack;

    private string Band => check is null ? T.TheBand : F.Percent(check.BandBasisPoints / 100);

    /// <summary>The windows beside this one.</summary>
    private IEnumerable<(string Href, string Text)> Moves
    {
        get
        {
            var (row, column) = (PlaceOf(rows), PlaceOf(columns));
            if (row > 0)
                yield return (WindowPath(row - BoardMatrix.Size, column), T.EarlierRows);
            if (row + BoardMatrix.Size < all.Count)
                yield return (WindowPath(row + BoardMatrix.Size, column), T.LaterRows);
            if (column > 0)
                yield return (WindowPath(row, column - BoardMatrix.Size), T.EarlierColumns);
            if (column + BoardMatrix.Size < all.Count)
                yield return (WindowPath(row, column + BoardMatrix.Size), T.LaterColumns);
        }
    }

    protected override async Task LoadAsync()
    {
        var current = InForceAsync();
        await ReadAsync();
        inForce = await current;
        all = [.. Shown.Values.Select(v => v.Coin)];
        (rows, columns) = (BoardMatrix.WindowOf(all, FirstRow), BoardMatrix.WindowOf(all, FirstColumn));
        var checking = May(CheckMethod)
            ? Alliance.Client.Boards.CheckBoardAsync(
                new CheckBoardRequest { Name = Shown.Name }, cancellationToken: Alliance.Cancel).ResponseAsync
            : null;
        var before = Other is null ? null : RatesAsync(Other.Name, rows, columns);
        var rates = await RatesAsync(Shown.Name, rows, columns);
        check = checking is null ? null : await checking;
        matrix = new BoardMatrix(Shown.Name, rates, before is null ? null : await before, check?.Cycle);
    }

    private MatrixCell? CellOf(string source, string target) => matrix.Cell(source, target, F);

    private string RateText(string source, string target) => matrix.RateOf(source, target, F);

    private IReadOnlyList<MatrixCoin> EdgeOf(IEnumerable<string> coins) =>
        [.. coins.Select(c => new MatrixCoin(CoinView.IdOf(c), BrandOfCoin(c)))];

    private int PlaceOf(IReadOnlyList<string> window) => window.Count == 0 ? 0 : all.ToList().IndexOf(window[0]);

    private string WindowPath(int row, int column) => PathOf(
        $"?rows={CoinView.IdOf(all[Math.Max(row, 0)])}&columns={CoinView.IdOf(all[Math.Max(column, 0)])}");

    private async Task DraftAsync()
    {
        var made = "";
        await TryAsync(async id => made = await DraftOfAsync(id, Shown.Name));
        if (made.Length > 0)
            Navigation.NavigateTo(BoardPaths.Of(made, "/edit"));
    }

    private Task ProposeAsync() => ActAsync(
        async id => await Alliance.Client.Boards.ProposeBoardAsync(
            new ProposeBoardRequest { RequestId = id, Draft = Shown.Name }, cancellationToken: Alliance.Cancel),
        PathOf());
}
