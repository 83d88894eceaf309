using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Exchange;

/// <summary>What the guard found of a board, as messages.</summary>
internal static class BoardText
{
    /// <summary>How many deviations are kept and shown.</summary>
    private const int MostDeviations = 200;

    /// <summary>A circle of more coins nobody follows, and its fractions have too many digits.</summary>
    private const int MostSteps = 12;

    public static V1.BoardDeviation ToMessage(this BoardDeviation deviation) => new()
    {
        Kind = deviation.Kind switch
        {
            DeviationKind.CoinOnValue => V1.DeviationKind.CoinOnValue,
            DeviationKind.CoinOffValue => V1.DeviationKind.CoinOffValue,
            DeviationKind.PairOnValue => V1.DeviationKind.PairOnValue,
            DeviationKind.PairOffValue => V1.DeviationKind.PairOffValue,
            _ => V1.DeviationKind.PairInverse,
        },
        Coin = ResourceNames.Coin(deviation.SourceId),
        Target = deviation.TargetId is { } target ? ResourceNames.Coin(target) : "",
        Expected = deviation.Old.ToString(),
        Found = deviation.New.ToString(),
    };

    /// <param name="cycle">The circle.</param>
    /// <param name="board">The board on which it gains.</param>
    public static GainingCycle ToMessage(this ArbitrageProof.Cycle cycle, RateBoard board)
    {
        var message = new GainingCycle { Product = cycle.Product.ToString() };
        message.Coins.AddRange(cycle.Path.Select(ResourceNames.Coin));
        if (cycle.ProfitableUnits is { } units)
            message.ProfitableUnits = units;
        if (cycle.Path.Count <= MostSteps)
            message.Steps.AddRange(StepsOf(cycle, board));
        return message;
    }

    private static IEnumerable<CycleStep> StepsOf(ArbitrageProof.Cycle cycle, RateBoard board)
    {
        var units = cycle.ProfitableUnits;
        for (var i = 0; i < cycle.Path.Count; i++)
        {
            var pair = new CoinPair(cycle.Path[i], cycle.Path[(i + 1) % cycle.Path.Count]);
            var rate = board.Between(pair.SourceId, pair.TargetId).Rate;
            var exact = ExactRate.Of(rate);
            var step = new CycleStep
            {
                Source = ResourceNames.Coin(pair.SourceId),
                Target = ResourceNames.Coin(pair.TargetId),
                Rate = exact.ToString(),
                HighestRate = new Fraction(
                    exact.Numerator * cycle.Product.Denominator,
                    exact.Denominator * cycle.Product.Numerator).ToString(),
                WorthBasisPoints = ExactRate.WorthBasisPoints(board, pair),
            };
            if (units is { } given)
                (step.GivenUnits, step.BecomesUnits) = (given, (units = rate.ExactIn(given)).Value);
            yield return step;
        }
    }

    /// <summary>It is proposed, and this was found.</summary>
    /// <param name="board">The board.</param>
    /// <param name="guard">What the guard found.</param>
    /// <param name="partners">The ids of the brands whose approval it needs.</param>
    public static void Propose(this BoardRecord board, BoardGuard guard, IEnumerable<string> partners)
    {
        var findings = new Board
        {
            ComparedWith = guard.InForce is { } inForce ? BoardNames.Of(inForce.Number) : "",
            DeviationCount = guard.Deviations.Count,
        };
        findings.Deviations.AddRange(guard.Deviations.Take(MostDeviations).Select(d => d.ToMessage()));
        findings.PendingPartners.AddRange(partners);
        board.Findings = findings.ToByteArray();
        board.IsDraft = false;
    }
}
