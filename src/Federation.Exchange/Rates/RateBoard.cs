using System.Collections.Frozen;

namespace Federation.Exchange;

/// <summary>
/// A rate board: the alliance's fee and limits, what each coin asks and pays, and what single directed pairs have
/// instead. Every coin on it can be exchanged for every other. Immutable.
/// </summary>
internal sealed class RateBoard
{
    /// <summary>The board's number: from 1.</summary>
    public long Number { get; }

    /// <summary>The settlement currency, whose units every value is in.</summary>
    public string Currency { get; }

    /// <summary>The fee of every pair without its own.</summary>
    public ConversionFee Fee { get; }

    /// <summary>The limits of every pair without its own.</summary>
    public ConversionLimits Limits { get; }

    /// <summary>What each coin asks and pays, by its id.</summary>
    public IReadOnlyDictionary<string, CoinRates> Values { get; }

    /// <summary>What the source pays and the target asks in a pair, in place of their own values.</summary>
    public IReadOnlyDictionary<CoinPair, CoinRates> Overrides { get; }

    /// <summary>A pair's fee, in place of the board's: both parts of it.</summary>
    public IReadOnlyDictionary<CoinPair, ConversionFee> PairFees { get; }

    /// <summary>A pair's limits, in place of the board's: both of them.</summary>
    public IReadOnlyDictionary<CoinPair, ConversionLimits> PairLimits { get; }

    /// <summary>The ids of all coins on it, sorted.</summary>
    public IReadOnlyList<string> Coins { get; }

    /// <exception cref="ArgumentException">
    /// A number is out of range, or a pair is of one coin or of a coin without a value.
    /// </exception>
    public RateBoard(
        long number,
        string currency,
        ConversionFee fee,
        IEnumerable<KeyValuePair<string, CoinRates>> values,
        ConversionLimits limits = default,
        IEnumerable<KeyValuePair<CoinPair, CoinRates>>? overrides = null,
        IEnumerable<KeyValuePair<CoinPair, ConversionFee>>? pairFees = null,
        IEnumerable<KeyValuePair<CoinPair, ConversionLimits>>? pairLimits = null)
    {
        (Number, Currency, Fee, Limits) = (number, currency, fee, limits);
        Values = values.ToFrozenDictionary(StringComparer.Ordinal);
        Overrides = (overrides ?? []).ToFrozenDictionary();
        PairFees = (pairFees ?? []).ToFrozenDictionary();
        PairLimits = (pairLimits ?? []).ToFrozenDictionary();
        Coins = [.. Values.Keys.Order(StringComparer.Ordinal)];

        foreach (var pair in Overrides.Keys.Concat(PairFees.Keys).Concat(PairLimits.Keys))
            if (pair.SourceId == pair.TargetId || !Has(pair.SourceId) || !Has(pair.TargetId))
                throw new ArgumentException($"{pair} is not a pair of two coins on the board.");
        // A rate knows the ranges of what it is made of.
        foreach (var rates in Values.Values.Concat(Overrides.Values))
            _ = new Rate(rates.OffValue, rates.OnValue, 0);
        foreach (var some in PairFees.Values.Append(fee))
            _ = new Rate(1, 1, some.BasisPoints, some.FixedUnits);
        foreach (var (minimum, maximum) in PairLimits.Values.Append(limits))
            if (minimum < 0 || maximum < 0 || (maximum > 0 && minimum > maximum))
                throw new ArgumentException($"No amount is at least {minimum} and at most {maximum}.");
    }

    /// <summary>Whether the coin, named by its id, has values.</summary>
    public bool Has(string coinId) => Values.ContainsKey(coinId);

    /// <summary>What one coin costs when an exchange makes it, in settlement units.</summary>
    /// <exception cref="KeyNotFoundException">It is not on the board.</exception>
    public long OnValueOf(string coinId) => Values[coinId].OnValue;

    /// <summary>The terms for exchanging one coin for another.</summary>
    /// <exception cref="KeyNotFoundException">One of them is not on the board.</exception>
    /// <exception cref="ArgumentException">They are the same coin.</exception>
    public PairTerms Between(string sourceId, string targetId)
    {
        if (sourceId == targetId)
            throw new ArgumentException($"{sourceId} is not exchanged for itself.", nameof(targetId));
        var pair = new CoinPair(sourceId, targetId);
        var rates = RatesOf(pair);
        var fee = PairFees.GetValueOrDefault(pair, Fee);
        return new PairTerms(
            new Rate(rates.OffValue, rates.OnValue, fee.BasisPoints, fee.FixedUnits),
            PairLimits.GetValueOrDefault(pair, Limits));
    }

    /// <summary>What the pair's source pays and its target asks: its own, or those of the two coins.</summary>
    /// <exception cref="KeyNotFoundException">One of them is not on the board.</exception>
    public CoinRates RatesOf(CoinPair pair) => Overrides.TryGetValue(pair, out var rates)
        ? rates
        : new CoinRates(Values[pair.TargetId].OnValue, Values[pair.SourceId].OffValue);
}
