using System.Numerics;

namespace Federation.Rules.Tests;

/// <summary>Money off before limits.</summary>
/// <param name="Wanted">How much in all.</param>
/// <param name="Spread">Allocates what limits leave of it to lines.</param>
internal sealed record Offer(BigInteger Wanted, Func<BigInteger, IReadOnlyList<(int Line, BigInteger Amount)>> Spread)
{
    /// <summary>Lines in their order get theirs until a sum is reached.</summary>
    public static Offer InTurn(IReadOnlyList<(int Line, BigInteger Amount)> lines, BigInteger most) =>
        new(BigInteger.Min(most, lines.Sum(l => l.Amount)), sum => Serve(lines, sum));

    private static List<(int Line, BigInteger Amount)> Serve(
        IReadOnlyList<(int Line, BigInteger Amount)> lines, BigInteger sum)
    {
        var served = new List<(int Line, BigInteger Amount)>();
        foreach (var (line, amount) in lines)
            served.Add((line, BigInteger.Min(amount, sum - served.Sum(s => s.Amount))));
        return served;
    }
}
