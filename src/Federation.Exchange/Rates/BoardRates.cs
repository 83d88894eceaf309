using Federation.Exchange.V1;

namespace Federation.Exchange;

/// <summary>What a board says, as its messages have it, as rates. No I/O.</summary>
internal static class BoardRates
{
    /// <summary>The rates of terms of good form.</summary>
    public static RateBoard ToRates(this BoardTerms terms, long number, string currency) => new(
        number,
        currency,
        new ConversionFee(terms.FeeBasisPoints, terms.FeeFixedUnits),
        terms.Values.Select(v =>
            KeyValuePair.Create(CoinId.Parse(v.Coin).Value, new CoinRates(v.OnValueUnits, v.OffValueUnits))),
        new ConversionLimits(terms.MinimumUnits, terms.MaximumUnits),
        terms.Pairs.Where(p => p.Values is not null)
            .Select(p => KeyValuePair.Create(PairOf(p), new CoinRates(p.Values.OnValueUnits, p.Values.OffValueUnits))),
        terms.Pairs.Where(p => p.Fee is not null)
            .Select(p => KeyValuePair.Create(PairOf(p), new ConversionFee(p.Fee.BasisPoints, p.Fee.FixedUnits))),
        terms.Pairs.Where(p => p.Limits is not null).Select(p =>
            KeyValuePair.Create(PairOf(p), new ConversionLimits(p.Limits.MinimumUnits, p.Limits.MaximumUnits))));

    public static RateBoard ToRates(this BoardRecord board) => board.ToTerms().ToRates(board.Number, board.Currency);

    private static CoinPair PairOf(V1.PairTerms pair) =>
        new(CoinId.Parse(pair.Source).Value, CoinId.Parse(pair.Target).Value);
}
