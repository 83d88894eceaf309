using System.Numerics;

namespace Federation.Rules;

/// <summary>An exact fraction, for bounds that must not be missed by rounding.</summary>
internal readonly record struct Ratio : IComparable<Ratio>
{
    private readonly BigInteger numerator;
    private readonly BigInteger beyondOne;

    public Ratio(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = BigInteger.Max(1, BigInteger.GreatestCommonDivisor(numerator, denominator));
        (this.numerator, beyondOne) = (numerator / divisor, (denominator / divisor) - 1);
    }

    public static readonly Ratio Zero = new(0, 1);
    public static readonly Ratio One = new(1, 1);

    // So that the default is zero, not a division by zero.
    private BigInteger Denominator => beyondOne + 1;

    public static Ratio operator +(Ratio a, Ratio b) =>
        new((a.numerator * b.Denominator) + (b.numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Ratio operator -(Ratio a, Ratio b) =>
        new((a.numerator * b.Denominator) - (b.numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Ratio operator *(Ratio a, Ratio b) => new(a.numerator * b.numerator, a.Denominator * b.Denominator);

    public static Ratio Max(Ratio a, Ratio b) => a.CompareTo(b) >= 0 ? a : b;

    public static Ratio Min(Ratio a, Ratio b) => a.CompareTo(b) <= 0 ? a : b;

    public static Ratio Sum(IEnumerable<Ratio> some) => some.Aggregate(Zero, (a, b) => a + b);

    /// <summary>Reduced once: thousands of factors would take long to be reduced one by one.</summary>
    public static Ratio Product(IEnumerable<Ratio> some)
    {
        var (numerator, denominator) = (BigInteger.One, BigInteger.One);
        foreach (var ratio in some)
            (numerator, denominator) = (numerator * ratio.numerator, denominator * ratio.Denominator);
        return new(numerator, denominator);
    }

    public int CompareTo(Ratio other) => (numerator * other.Denominator).CompareTo(other.numerator * Denominator);

    /// <summary>In basis points, rounded up.</summary>
    public BigInteger BasisPointsUp()
    {
        var (whole, rest) = BigInteger.DivRem(numerator * Units.BasisPoints, Denominator);
        return rest > 0 ? whole + 1 : whole;
    }
}
