using System.Numerics;

namespace Federation.Rules.Tests;

/// <summary>The running allocation of docs/rules.md.</summary>
internal static class Shares
{
    public static List<BigInteger> Of(BigInteger amount, IReadOnlyList<BigInteger> weights)
    {
        var whole = weights.Sum();
        BigInteger UpTo(int count) =>
            whole.IsZero ? 0 : new Fraction(amount * weights.Take(count).Sum(), whole).HalfUp();
        return [.. Enumerable.Range(0, weights.Count).Select(i => UpTo(i + 1) - UpTo(i))];
    }

    /// <summary>The same for weights with a key, in the order in which they stand.</summary>
    public static List<(int Line, BigInteger Amount)> Of(
        BigInteger amount, IReadOnlyList<(int Line, BigInteger Amount)> weights) =>
        [.. Of(amount, weights.Select(w => w.Amount).ToList()).Select((part, i) => (weights[i].Line, part))];

    public static BigInteger Sum(this IEnumerable<BigInteger> numbers) =>
        numbers.Aggregate(BigInteger.Zero, (sum, n) => sum + n);

    public static BigInteger Sum<T>(this IEnumerable<T> all, Func<T, BigInteger> number) => all.Select(number).Sum();
}
