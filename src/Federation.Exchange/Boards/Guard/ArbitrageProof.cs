namespace Federation.Exchange;

/// <summary>
/// What is known about a board: whether any sequence of conversions that comes back to its first coin returns more
/// than it took. This is the heart of the publication guard.
/// </summary>
/// <remarks>
/// <para>
/// A proof is a price for each coin at which no conversion gains: <c>factor(A to B) * price(B) &lt;= price(A)</c> for
/// every pair, checked one by one in integers without bounds. Around any cycle the prices cancel out, so that the
/// product of its factors is at most one.
/// </para>
/// <para>
/// The factors are the proportional rates. An integer conversion gives the factor times the amount, less the fixed
/// fee, rounded down, if the limits allow it at all: never more. And it never gives more for less, so what holds for
/// the factors holds, step by step, for every sequence of integer conversions, its parts in any sizes.
/// </para>
/// <para>
/// Floating point only suggests where to look. It finds the longest paths from the coins' own values (Bellman and
/// Ford's method on logarithms); their prices are then composed anew as fractions, and exact passes of the same method
/// mend what rounding hid. A cycle is refused only for its exact product, so a round that returns precisely what it
/// took is safe.
/// </para>
/// </remarks>
internal abstract record ArbitrageProof
{
    /// <summary>How many passes over all pairs are made in fractions before nothing is said.</summary>
    public const int ExactPasses = 20;

    private ArbitrageProof()
    {
    }

    /// <summary>No cycle gains.</summary>
    /// <param name="Prices">For each coin id a price in settlement units at which no conversion gains.</param>
    public sealed record Safe(IReadOnlyDictionary<string, Fraction> Prices) : ArbitrageProof;

    /// <summary>A cycle gains by its rates. The board is refused, whether or not an amount was found.</summary>
    /// <param name="Path">The ids of its coins in order; from the last it goes back to the first.</param>
    /// <param name="Product">By how much one round multiplies: above one.</param>
    /// <param name="ProfitableUnits">
    /// The smallest amount found of the first coin that comes back as more; null where limits, fixed fees or rounding
    /// let none through that was tried.
    /// </param>
    public sealed record Cycle(IReadOnlyList<string> Path, Fraction Product, long? ProfitableUnits) : ArbitrageProof;

    /// <summary>Neither a proof nor a cycle within the passes: too close to tell.</summary>
    public sealed record Undecided : ArbitrageProof;

    /// <summary>Decides a board.</summary>
    /// <param name="board">Any board.</param>
    /// <param name="exactPasses">See <see cref="ExactPasses"/>; with 0, only what needs no pass is decided.</param>
    public static ArbitrageProof Of(RateBoard board, int exactPasses = ExactPasses) =>
        IsPlainlySafe(board)
            ? new Safe(
                board.Coins.ToDictionary(c => c, c => new Fraction(board.OnValueOf(c), 1), StringComparer.Ordinal))
            : new LongestPaths(board).Decide(exactPasses);

    /// <summary>
    /// Where each pair has the values of its two coins and the same fee, a cycle multiplies by
    /// <c>pays * (1 - fee) / asks</c> of each of its coins: it is enough that none of these is above one, and what the
    /// coins ask are the prices.
    /// </summary>
    private static bool IsPlainlySafe(RateBoard board) =>
        board.Overrides.Count == 0 && board.PairFees.Count == 0
        && board.Values.Values.All(v =>
            (Int128)v.OffValue * (Units.BasisPoints - board.Fee.BasisPoints) <= (Int128)v.OnValue * Units.BasisPoints);
}
