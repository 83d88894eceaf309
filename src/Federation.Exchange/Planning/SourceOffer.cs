using System.Numerics;

namespace Federation.Exchange;

/// <summary>What a source can contribute, in target units, and at which cost. Immutable.</summary>
internal sealed class SourceOffer
{
    private readonly PaymentSource source;
    private readonly Rate rate;
    private readonly long capacity;

    public SourceOffer(PaymentSource source)
    {
        this.source = source;
        // The merchant's own coin is redeemed for what it is.
        rate = source.Terms?.Rate ?? new Rate(source.OnValue, source.OnValue, 0);
        var limits = source.Terms?.Limits ?? default;
        capacity = long.Min(source.CapUnits ?? long.MaxValue, Sum(source.Lots));
        if (limits.MaximumUnits > 0)
            capacity = long.Min(capacity, limits.MaximumUnits);
        // A leg's settlement has to fit 64 bits; what it gives does then, too.
        if (source.Terms is not null)
            capacity = long.Min(capacity, long.MaxValue / rate.OffValue);
        Most = rate.ExactIn(capacity);
        // ExactOut(b) is at least m just where b is more than what m - 1 gives.
        Least = limits.MinimumUnits > capacity ? long.MaxValue : rate.ExactIn(long.Max(limits.MinimumUnits, 1) - 1) + 1;
        UnitCost = new Fraction(
            (BigInteger)source.OnValue * rate.OnValue * Units.BasisPoints,
            (BigInteger)rate.OffValue * (Units.BasisPoints - rate.FeeBasisPoints));
    }

    public string CoinId => source.CoinId;

    /// <summary>The most target units.</summary>
    public long Most { get; }

    /// <summary>
    /// The fewest target units that cost at least the minimum: at least 1, more than <see cref="Most"/> where the
    /// source is of no use.
    /// </summary>
    public long Least { get; }

    public bool IsUsable => Least <= Most;

    /// <summary>
    /// The source's value for one target unit, in settlement units, by the proportional rate: what it costs without
    /// fixed fee and rounding.
    /// </summary>
    public Fraction UnitCost { get; }

    public PlannedLeg Leg(long target) => new(CoinId, rate.ExactOut(target), target);

    /// <summary>The value of what the target units take, in settlement units.</summary>
    public Int128 Cost(long target) => (Int128)rate.ExactOut(target) * source.OnValue;

    /// <summary>
    /// Up to how many target units the lots last, one after the other, and until when each is best used: by its own
    /// expiry or that of a lot before it, whichever is later, since those have to go first. Lots that add nothing are
    /// left out.
    /// </summary>
    public IEnumerable<(long Until, DateTimeOffset UseBy)> LotRanges()
    {
        var (taken, given, useBy) = (0L, 0L, DateTimeOffset.MinValue);
        foreach (var lot in source.Lots)
        {
            taken = lot.Units > capacity - taken ? capacity : taken + lot.Units;
            var expireTime = lot.ExpireTime ?? DateTimeOffset.MaxValue;
            useBy = expireTime > useBy ? expireTime : useBy;
            var until = rate.ExactIn(taken);
            if (until > given)
                yield return (until, useBy);
            given = until;
        }
    }

    private static long Sum(IEnumerable<AvailableLot> lots)
    {
        var sum = 0L;
        foreach (var lot in lots)
            sum = lot.Units > Units.MaxCommand - sum ? Units.MaxCommand : sum + lot.Units;
        return sum;
    }
}
