using System.Numerics;

namespace Federation.Rules.Tests;

/// <summary>An exact number. What stands under it is above 0.</summary>
internal readonly record struct Fraction(BigInteger Over, BigInteger Under)
{
    public BigInteger Floor()
    {
        var whole = BigInteger.DivRem(Over, Under, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    public BigInteger Ceiling() => -new Fraction(-Over, Under).Floor();

    /// <summary>H of docs/rules.md: the floor of this and a half.</summary>
    public BigInteger HalfUp() => new Fraction((2 * Over) + Under, 2 * Under).Floor();

    /// <summary>So many basis points of a price, half up.</summary>
    public static BigInteger Percent(BigInteger price, int basisPoints) =>
        new Fraction(price * basisPoints, 10000).HalfUp();
}
