using Federation.Design;
using Federation.Exchange.V1;

namespace Federation.Web;

/// <summary>A window on the rates of a board beside those of the board in force. Pure.</summary>
internal sealed class BoardMatrix
{
    /// <summary>How many coins a window shows each way.</summary>
    public const int Size = 20;

    // Below 72 % of the worth is the lightest step; each five more are one step.
    private const int LightestPoints = 7200;
    private const int StepPoints = 500;
    private const int DarkestStep = 6;

    private readonly string board;
    private readonly Dictionary<(string, string), PairRate> rates;
    private readonly Dictionary<(string, string), PairRate>? before;
    private readonly HashSet<(string, string)> gaining;

    /// <param name="board">The board's name.</param>
    /// <param name="rates">Its rates in the window.</param>
    /// <param name="before">Those of the board in force; null: there is none other.</param>
    /// <param name="cycle">The circle that gains; null: none does.</param>
    public BoardMatrix(
        string board, IEnumerable<PairRate> rates, IEnumerable<PairRate>? before, GainingCycle? cycle)
    {
        this.board = board;
        this.rates = rates.ToDictionary(KeyOf);
        this.before = before?.ToDictionary(KeyOf);
        gaining = [.. cycle?.Coins.Zip(
            cycle.Coins.Skip(1).Append(cycle.Coins[0]), (s, t) => (CoinView.IdOf(s), CoinView.IdOf(t))) ?? []];
    }

    /// <summary>The window of a list of coins that begins with one of them.</summary>
    public static IReadOnlyList<string> WindowOf(IReadOnlyList<string> coins, string? first)
    {
        var start = Math.Max(0, coins.ToList().FindIndex(c => CoinView.IdOf(c) == first));
        return [.. coins.Skip(start).Take(Size)];
    }

    /// <summary>The step of lightness of a share of the worth, 0 to 6.</summary>
    public static int HeatOf(long worthBasisPoints) =>
        (int)Math.Clamp((worthBasisPoints - LightestPoints) / StepPoints, 0, DarkestStep);

    /// <summary>A share of the worth as text, cut off.</summary>
    public static string ShareOf(PairRate rate, Figures figures) => figures.Percent(rate.WorthBasisPoints / 10, 1);

    public static string RateOf(PairRate rate, Figures figures) =>
        figures.Rate($"{BoardDrafts.Text(rate.Numerator)}/{BoardDrafts.Text(rate.Denominator)}");

    /// <summary>The cell of a pair, by the ids of its coins; null: nothing is exchanged.</summary>
    public MatrixCell? Cell(string source, string target, Figures figures) =>
        rates.GetValueOrDefault((source, target)) is not { } rate ? null : new MatrixCell(
            RateOf(rate, figures), ShareOf(rate, figures), HeatOf(rate.WorthBasisPoints), IsChanged(rate),
            gaining.Contains((source, target)), BoardPaths.Pair(board, rate.Source, rate.Target));

    /// <summary>The rate between two coins, by their names, as text; empty: it is not in the window.</summary>
    public string RateOf(string source, string target, Figures figures) =>
        rates.GetValueOrDefault((CoinView.IdOf(source), CoinView.IdOf(target))) is { } rate
            ? RateOf(rate, figures) : "";

    private bool IsChanged(PairRate rate) => before is not null
        && (before.GetValueOrDefault(KeyOf(rate)) is not { } old
            || (old.Numerator, old.Denominator, old.Fee.FixedUnits)
                != (rate.Numerator, rate.Denominator, rate.Fee.FixedUnits)
            || !old.Limits.Equals(rate.Limits));

    private static (string Source, string Target) KeyOf(PairRate rate) =>
        (CoinView.IdOf(rate.Source), CoinView.IdOf(rate.Target));
}
