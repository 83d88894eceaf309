using Federation.Design;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Microsoft.AspNetCore.Components;

namespace Federation.Web;

/// <summary>The form of a draft: the alliance's terms and the coins' values. Two people may write at the same time:
/// the second is refused by the draft's revision, and sees what the first changed.</summary>
public sealed partial class EditBoardPage : OneBoardPage
{
    /// <summary>How many coins the form has at once.</summary>
    private const int MostRows = 100;

    private const int MostPairs = 40;
    private Dictionary<string, string> now = [];
    private CellEdit edit = CellEdit.Of(new Board());

    /// <summary>The id of the coin with which the form begins.</summary>
    [SupplyParameterFromQuery(Name = "coins")]
    public string? First { get; set; }

    /// <summary>All coins, those on the board first.</summary>
    private IReadOnlyList<CoinView> All =>
        [.. Coins.Values.OrderBy(c => !IsOnBoard(c)).ThenBy(c => c.BrandIn(Look.Language), StringComparer.Ordinal)];

    private IReadOnlyList<CoinView> OnBoard => [.. All.Where(IsOnBoard)];

    private int Start => Math.Max(0, All.ToList().FindIndex(c => c.Id == First));

    private IReadOnlyList<TableColumn> ConflictColumns =>
        [new(T.BoardWhatHead), new(T.YouSaw, true), new(T.ItIsNow, true), new(T.YouTyped, true)];

    private IEnumerable<CoinView> Rows => All.Skip(Start).Take(MostRows);

    private List<(string Href, string Text)> Pages
    {
        get
        {
            var (all, start, found) = (All, Start, new List<(string, string)>());
            if (start > 0)
                found.Add((PathOf("/edit?coins=" + all[Math.Max(0, start - MostRows)].Id), T.EarlierRows));
            if (start + MostRows < all.Count)
                found.Add((PathOf("/edit?coins=" + all[start + MostRows].Id), T.LaterRows));
            return found;
        }
    }

    /// <summary>What others changed meanwhile, once a form came too late.</summary>
    private IReadOnlyList<CellConflict>? Conflicts =>
        Refusal is Trouble.Refused { Refusal.Reason: ErrorReason.VersionMismatch } ? [.. edit.Conflicts(now)] : null;

    protected override async Task LoadAsync()
    {
        await ReadAsync(withPairs: true);
        now = CellEdit.CellsOf(Shown);
        edit = PostedForm.Of(Context) is { Handler: "edit" } form ? CellEdit.Of(form) : CellEdit.Of(Shown);
    }

    private bool IsOnBoard(CoinView coin) => now.ContainsKey(CellEdit.OnOf(coin.Id));

    private string TextOf(string number) =>
        BoardDrafts.TryRead(number, out var units) ? F.Count(units) : Isolated.Of(number.Length == 0 ? "–" : number);

    private string NameOf(string cell) => cell switch
    {
        "points" => T.FieldFeePoints,
        "fixed" => T.FieldFeeFixed,
        "least" => T.FieldMinimum,
        "most" => T.FieldMaximum,
        _ when cell.StartsWith("on-", StringComparison.Ordinal) => T.OfCoin(
            BrandOfCoin(ResourceNames.Coin(cell["on-".Length..])), T.FieldOnValue),
        _ => T.OfCoin(BrandOfCoin(ResourceNames.Coin(cell[(cell.IndexOf('-') + 1)..])), T.FieldOffValue),
    };

    private async Task SaveAsync()
    {
        if (!MayWrite)
            return;
        var cells = now.ToDictionary(StringComparer.Ordinal);
        foreach (var (cell, text) in edit.Touched)
        {
            // A coin whose cells are empty leaves the board.
            if (text.Length > 0 && !BoardDrafts.TryRead(text, out _))
                Problems.Add(new(cell, T.CellWrong(NameOf(cell))));
            cells[cell] = text;
        }
        var terms = TermsOf(cells);
        if (Problems.Count > 0)
            return;
        _ = BoardDrafts.TryRead(PostedForm.Of(Context)["revision"], out var revision);
        await ActAsync(
            async id => await Alliance.Client.Boards.UpdateDraftAsync(
                new UpdateDraftRequest { RequestId = id, Name = Shown.Name, Terms = terms, Revision = revision },
                cancellationToken: Alliance.Cancel),
            PathOf());
    }

    /// <summary>What the draft is to say: pairs of a coin that leaves the board go with it.</summary>
    private BoardTerms TermsOf(Dictionary<string, string> cells)
    {
        var terms = new BoardTerms
        {
            FeeBasisPoints = (int)Math.Min(NumberOf("points"), int.MaxValue),
            FeeFixedUnits = NumberOf("fixed"),
            MinimumUnits = NumberOf("least"),
            MaximumUnits = NumberOf("most"),
        };
        foreach (var id in cells.Keys.Where(c => c.StartsWith("on-", StringComparison.Ordinal))
            .Select(c => c["on-".Length..]).Order(StringComparer.Ordinal))
        {
            var (on, off) = (cells[CellEdit.OnOf(id)], cells.GetValueOrDefault(CellEdit.OffOf(id), ""));
            if (on.Length + off.Length == 0)
                continue;
            if (on.Length == 0 || off.Length == 0)
                Problems.Add(new(
                    on.Length == 0 ? CellEdit.OnOf(id) : CellEdit.OffOf(id),
                    T.BothValuesOf(BrandOfCoin(ResourceNames.Coin(id)))));
            terms.Values.Add(new CoinValue
            {
                Coin = ResourceNames.Coin(id),
                OnValueUnits = NumberOf(CellEdit.OnOf(id)),
                OffValueUnits = NumberOf(CellEdit.OffOf(id)),
            });
        }
        var left = terms.Values.Select(v => v.Coin).ToHashSet(StringComparer.Ordinal);
        terms.Pairs.AddRange(Shown.Pairs.Where(p => left.Contains(p.Source) && left.Contains(p.Target)));
        return terms;

        long NumberOf(string cell) =>
            BoardDrafts.TryRead(cells.GetValueOrDefault(cell, ""), out var number) ? number : 0;
    }
}
