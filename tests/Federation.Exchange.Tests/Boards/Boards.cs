using System.Numerics;

namespace Federation.Exchange.Tests;

/// <summary>Boards for tests, and what is true of them by trying everything.</summary>
internal static class Boards
{
    public const string Currency = "EUR";

    /// <summary>
    /// A board of rates between currencies, as literature prints them: <c>table[i][j]</c> of j for one of i, in
    /// decimals. A rate that is not given is practically nothing.
    /// </summary>
    public static RateBoard OfTable(string[] names, decimal?[][] table)
    {
        var overrides = new Dictionary<CoinPair, CoinRates>();
        for (var i = 0; i < names.Length; i++)
            for (var j = 0; j < names.Length; j++)
                if (i != j)
                    overrides[new(names[i], names[j])] = table[i][j] is { } rate
                        ? new CoinRates(OnValue: 1_000_000, OffValue: (long)(rate * 1_000_000))
                        : new CoinRates(OnValue: Units.MaxCoinValue, OffValue: 1);
        return new RateBoard(1, Currency, default, names.Select(n => KeyValuePair.Create(n, new CoinRates(1, 1))),
            overrides: overrides);
    }

    /// <summary>A board of values and overrides.</summary>
    public static RateBoard Of(
        (string Coin, long OnValue, long OffValue)[] values,
        (string Source, string Target, long OffValue, long OnValue)[]? overrides = null,
        int fee = 0, long fixedFee = 0, ConversionLimits limits = default) => new(
            1, Currency, new ConversionFee(fee, fixedFee),
            values.Select(v => KeyValuePair.Create(v.Coin, new CoinRates(v.OnValue, v.OffValue))), limits,
            (overrides ?? []).Select(o => KeyValuePair.Create(
                new CoinPair(o.Source, o.Target), new CoinRates(o.OnValue, o.OffValue))));

    /// <summary>The greatest product of any simple cycle, by trying all of them.</summary>
    public static Fraction GreatestProduct(RateBoard board)
    {
        Fraction? greatest = null;
        // Each cycle once: from its first coin in the order of the board.
        for (var start = 0; start < board.Coins.Count; start++)
            Extend([board.Coins[start]], Fraction.One, board.Coins.Skip(start + 1));
        return greatest!.Value;

        void Extend(List<string> path, Fraction product, IEnumerable<string> others)
        {
            if (path.Count > 1 && product * Factor(board, path[^1], path[0]) is var closed
                && !(closed <= greatest))
                greatest = closed;
            foreach (var next in others)
                if (!path.Contains(next))
                    Extend([.. path, next], product * Factor(board, path[^1], next), others);
        }
    }

    /// <summary>The product of the factors along a cycle.</summary>
    public static Fraction Product(RateBoard board, IReadOnlyList<string> path) =>
        path.Select((coin, i) => Factor(board, coin, path[(i + 1) % path.Count])).Aggregate((a, b) => a * b);

    public static Fraction Factor(RateBoard board, string source, string target)
    {
        var rate = board.Between(source, target).Rate;
        return new Fraction(
            (BigInteger)rate.OffValue * (10_000 - rate.FeeBasisPoints), (BigInteger)rate.OnValue * 10_000);
    }

    /// <summary>What a round of integer conversions returns; null where a limit forbids one.</summary>
    public static long? Around(RateBoard board, IReadOnlyList<string> path, long units)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var (rate, limits) = board.Between(path[i], path[(i + 1) % path.Count]);
            if (units == 0 || !limits.Allows(units))
                return null;
            units = rate.ExactIn(units);
        }
        return units;
    }

    public static int AnySeed(ITestOutputHelper output)
    {
        var wish = Environment.GetEnvironmentVariable("FEDERATION_TEST_SEED");
        var seed = int.TryParse(wish, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}; FEDERATION_TEST_SEED={seed} repeats this run");
        return seed;
    }
}
