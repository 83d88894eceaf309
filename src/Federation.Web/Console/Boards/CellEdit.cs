using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>
/// The cells of a draft's form: what somebody saw, what they typed, and what the draft says now. Cells that were not
/// touched follow the draft, so that nobody undoes what another has changed meanwhile. Pure.
/// </summary>
internal sealed class CellEdit
{
    private readonly Dictionary<string, string> seen;
    private readonly Dictionary<string, string> typed;

    private CellEdit(Dictionary<string, string> seen, Dictionary<string, string> typed) =>
        (this.seen, this.typed) = (seen, typed);

    /// <summary>The names of the alliance's own cells.</summary>
    public static IReadOnlyList<string> OfAlliance { get; } = ["points", "fixed", "least", "most"];

    /// <summary>The name of a coin's cell.</summary>
    public static string OnOf(string coinId) => "on-" + coinId;

    public static string OffOf(string coinId) => "off-" + coinId;

    /// <summary>The names of a coin's cells, in their order.</summary>
    public static IReadOnlyList<string> OfCoin(string coinId) => [OffOf(coinId), OnOf(coinId)];

    /// <summary>What a draft says, by the names of cells.</summary>
    public static Dictionary<string, string> CellsOf(Board board)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["points"] = BoardDrafts.Text(board.FeeBasisPoints),
            ["fixed"] = BoardDrafts.Text(board.FeeFixedUnits),
            ["least"] = BoardDrafts.Text(board.MinimumUnits),
            ["most"] = BoardDrafts.Text(board.MaximumUnits),
        };
        foreach (var value in board.Values)
        {
            cells[OnOf(CoinView.IdOf(value.Coin))] = BoardDrafts.Text(value.OnValueUnits);
            cells[OffOf(CoinView.IdOf(value.Coin))] = BoardDrafts.Text(value.OffValueUnits);
        }
        return cells;
    }

    /// <summary>A form that nobody has filled in yet.</summary>
    public static CellEdit Of(Board board) => new(CellsOf(board), []);

    /// <summary>What was sent: the cells as they were seen stand in one field, <c>name=value</c>, apart by
    /// blanks.</summary>
    public static CellEdit Of(PostedForm form)
    {
        var seen = form["seen"].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(c => c.Split('=')).Where(c => c.Length == 2).DistinctBy(c => c[0])
            .ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
        var typed = form.All.Where(f => IsCell(f.Key)).ToDictionary(
            f => f.Key, f => f.Value.Trim().Replace(",", "", StringComparison.Ordinal), StringComparer.Ordinal);
        return new CellEdit(seen, typed);
    }

    /// <summary>The field that keeps what was seen.</summary>
    public static string SeenOf(IReadOnlyDictionary<string, string> now) =>
        string.Join(' ', now.Select(c => $"{c.Key}={c.Value}"));

    /// <summary>What a cell of the form shows.</summary>
    /// <param name="cell">Its name.</param>
    /// <param name="now">What the draft says now.</param>
    public string Shows(string cell, IReadOnlyDictionary<string, string> now) =>
        IsTouched(cell) ? typed[cell] : now.GetValueOrDefault(cell, "");

    /// <summary>What others have changed since, with what was typed beside it.</summary>
    public IEnumerable<CellConflict> Conflicts(IReadOnlyDictionary<string, string> now) =>
        seen.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(c => seen.GetValueOrDefault(c, "") != now.GetValueOrDefault(c, ""))
            .Select(c => new CellConflict(
                c, seen.GetValueOrDefault(c, ""), now.GetValueOrDefault(c, ""),
                IsTouched(c) ? typed[c] : null));

    /// <summary>The cells that were typed, by name.</summary>
    public IReadOnlyDictionary<string, string> Touched =>
        typed.Where(t => IsTouched(t.Key)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);

    private bool IsTouched(string cell) =>
        typed.TryGetValue(cell, out var text) && text != seen.GetValueOrDefault(cell, "");

    private static bool IsCell(string field) =>
        OfAlliance.Contains(field) || field.StartsWith("on-", StringComparison.Ordinal)
        || field.StartsWith("off-", StringComparison.Ordinal);
}
