using System.Globalization;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>
/// The publication guard: what is known of a board before anybody approves it. A board on which a cycle of conversions
/// gains is refused, whoever asks; one that deviates from the board in force is let through with a reason. Pure.
/// </summary>
/// <param name="Proof">Whether any cycle gains.</param>
/// <param name="Fault">What the integer check found against a proof: never anything, unless the arithmetic is
/// wrong.</param>
/// <param name="Deviations">What deviates by more than the band.</param>
/// <param name="InForce">The board that it was held against; null where none is in force.</param>
internal sealed record BoardGuard(
    ArbitrageProof Proof, RoundingFault? Fault, IReadOnlyList<BoardDeviation> Deviations, RateBoard? InForce)
{
    /// <param name="board">The board that is to be published.</param>
    /// <param name="inForce">The board in force.</param>
    /// <param name="bandBasisPoints">How far a value may deviate.</param>
    public static BoardGuard Of(RateBoard board, RateBoard? inForce, int bandBasisPoints)
    {
        var proof = ArbitrageProof.Of(board);
        return new BoardGuard(
            proof,
            proof is ArbitrageProof.Safe ? RoundingCheck.FirstFault(board) : null,
            BoardBand.Deviations(inForce, board, bandBasisPoints),
            inForce);
    }

    /// <summary>COIN_NOT_FOUND: a coin that no brand has, or null.</summary>
    public static Refusal? Unknown(BoardTerms terms, DirectorySnapshot directory) =>
        terms.Values.FirstOrDefault(v => !directory.Coins.ContainsKey(CoinId.Parse(v.Coin).Value)) is { } value
            ? Refusal.NotFound(ErrorReason.CoinNotFound, value.Coin).With("coin", value.Coin)
            : null;

    /// <summary>BOARD_UNBOUNDED: conversions of any size, while nothing bounds what a brand may owe; or null.</summary>
    public static Refusal? Unbounded(RateBoard board)
    {
        if (board.Limits.MaximumUnits == 0)
            return new Refusal(
                ErrorReason.BoardUnbounded,
                "The board sets no maximum for one conversion; say how many source units one may take at most.");
        return board.PairLimits.Where(p => p.Value.MaximumUnits == 0).Select(p => p.Key).Order().Cast<CoinPair?>()
            .FirstOrDefault() is { } pair
            ? new Refusal(
                ErrorReason.BoardUnbounded,
                $"The board's own limits of {ResourceNames.Coin(pair.SourceId)} -> {ResourceNames.Coin(pair.TargetId)} "
                + "set no maximum; say how many source units one conversion may take.")
                .With("coin", ResourceNames.Coin(pair.SourceId)).With("target", ResourceNames.Coin(pair.TargetId))
            : null;
    }

    /// <summary>BOARD_UNSAFE, or null.</summary>
    public Refusal? Refuses() => Proof switch
    {
        ArbitrageProof.Cycle cycle => Gains(cycle),
        ArbitrageProof.Undecided => new Refusal(
            ErrorReason.BoardUnsafe,
            "Some conversions are too close to a gain to tell whether a circle of them makes coins; widen the spread "
            + "or the fee."),
        _ when Fault is { } fault => new Refusal(
            ErrorReason.BoardUnsafe,
            $"{fault.Units} of {ResourceNames.Coin(fault.Path[0])} come back as {fault.Returned}; "
            + "this board must not be published.")
            .With("coin", ResourceNames.Coin(fault.Path[0])),
        _ => null,
    };

    /// <summary>The issuers, by id, whose coins' values the board changes.</summary>
    public static IReadOnlyList<string> IssuersOf(RateBoard board, RateBoard? inForce, DirectorySnapshot directory) =>
        [.. BoardIssuers.Of(inForce, board).Where(directory.Coins.ContainsKey).Select(c => directory.Coins[c].PartnerId)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A refusal travels in a header: a long path and a product of many digits are shown by
    /// CheckBoard.</summary>
    private static Refusal Gains(ArbitrageProof.Cycle cycle)
    {
        var path = Shortened(string.Join(" -> ", cycle.Path.Append(cycle.Path[0])));
        var product = Shortened(cycle.Product.ToString());
        var amount = cycle.ProfitableUnits is { } units
            ? string.Create(
                CultureInfo.InvariantCulture, $"{units} of {ResourceNames.Coin(cycle.Path[0])} come back as more.")
            : "No amount was found that passes limits and rounding, but the rates alone gain.";
        var refusal = new Refusal(
            ErrorReason.BoardUnsafe, $"The circle {path} returns {product} of what it takes. {amount}")
            .With("coin", ResourceNames.Coin(cycle.Path[0])).With("path", path).With("product", product);
        return cycle.ProfitableUnits is { } profitable ? refusal.With("units", profitable) : refusal;
    }

    private static string Shortened(string text) => text.Length <= 300 ? text : text[..150] + " ... " + text[^140..];
}
