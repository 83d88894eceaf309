using Federation.Exchange.V1;
using Federation.Hosting;

namespace Federation.Exchange;

/// <summary>What a board says, as its messages have it, as rates. Pure.</summary>
internal static class BoardText
{
    /// <summary>The rates of terms of good form.</summary>
    public static RateBoard ToRates(this BoardTerms terms, long number, string currency) => new(
        number,
        currency,
        new ConversionFee(terms.FeeBasisPoints, terms.FeeFixedUnits),
        terms.Values.Select(v => KeyValuePair.Create(IdOf(v.Coin), new CoinRates(v.AsksUnits, v.PaysUnits))),
        new ConversionLimits(terms.MinimumUnits, terms.MaximumUnits),
        terms.Pairs.Where(p => p.Values is not null)
            .Select(p => KeyValuePair.Create(PairOf(p), new CoinRates(p.Values.AsksUnits, p.Values.PaysUnits))),
        terms.Pairs.Where(p => p.Fee is not null)
            .Select(p => KeyValuePair.Create(PairOf(p), new ConversionFee(p.Fee.BasisPoints, p.Fee.FixedUnits))),
        terms.Pairs.Where(p => p.Limits is not null).Select(p =>
            KeyValuePair.Create(PairOf(p), new ConversionLimits(p.Limits.MinimumUnits, p.Limits.MaximumUnits))));

    /// <summary>The id of <c>coins/{id}</c>.</summary>
    public static string IdOf(string coin) => coin["coins/".Length..];

    public static V1.BoardDeviation ToMessage(this BoardDeviation deviation) => new()
    {
        Kind = deviation.Kind switch
        {
            DeviationKind.CoinAsks => V1.DeviationKind.CoinAsks,
            DeviationKind.CoinPays => V1.DeviationKind.CoinPays,
            DeviationKind.PairAsks => V1.DeviationKind.PairAsks,
            DeviationKind.PairPays => V1.DeviationKind.PairPays,
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

    private static CoinPair PairOf(V1.PairTerms pair) => new(IdOf(pair.Source), IdOf(pair.Target));
}
