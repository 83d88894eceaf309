using Federation.Exchange.V1;
using Google.Protobuf;

namespace Federation.Exchange;

/// <summary>What the guard found of a board, as messages.</summary>
internal static class BoardText
{
    /// <summary>How many deviations are kept and shown.</summary>
    private const int MostDeviations = 200;

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

    public static GainingCycle ToMessage(this ArbitrageProof.Cycle cycle)
    {
        var message = new GainingCycle { Product = cycle.Product.ToString() };
        message.Coins.AddRange(cycle.Path.Select(ResourceNames.Coin));
        if (cycle.ProfitableUnits is { } units)
            message.ProfitableUnits = units;
        return message;
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
