namespace Federation.Exchange;

/// <summary>How a conversion is computed: <see cref="Rate"/>'s arithmetic, unless a test puts another there.</summary>
/// <param name="ExactIn">Target units for source units.</param>
/// <param name="ExactOut">The fewest source units for target units.</param>
/// <param name="Settle">The split of source units into target units.</param>
internal sealed record RateArithmetic(
    Func<Rate, long, long> ExactIn, Func<Rate, long, long> ExactOut, Func<Rate, long, long, SettlementSplit> Settle)
{
    public static readonly RateArithmetic OfRate = new(
        (rate, source) => rate.ExactIn(source),
        (rate, target) => rate.ExactOut(target),
        (rate, source, target) => rate.Settle(source, target));
}
