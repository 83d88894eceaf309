namespace Federation.Exchange;

/// <summary>Looks for an amount that a cycle of integer conversions returns as more, for people to see. Pure.</summary>
internal static class CycleGain
{
    private enum Outcome
    {
        TooLittle,
        Loses,
        Gains,
        TooMuch,
    }

    /// <summary>
    /// The first coin of the cycle from which a gain was found, by its place in it, and the smallest amount found.
    /// </summary>
    /// <remarks>
    /// Rounding makes gains come and go with the amount, so that only what is tried is known: the least amount that
    /// passes at all and its doublings, the greatest, and, once one of these gains, a bisection down from it.
    /// </remarks>
    public static (int Start, long? Units) Find(RateBoard board, IReadOnlyList<string> path)
    {
        var count = path.Count;
        var legs = Enumerable.Range(0, count).Select(i => board.Between(path[i], path[(i + 1) % count])).ToArray();
        for (var start = 0; start < count; start++)
            if (FindFrom([.. legs[start..], .. legs[..start]]) is { } units)
                return (start, units);
        return (0, null);
    }

    private static long? FindFrom(PairTerms[] legs)
    {
        // More never becomes less on the way, so what is too little or too much is so from some amount on.
        var least = FirstWhere(0, Units.MaxCommand, a => Try(legs, a) != Outcome.TooLittle);
        var beyond = FirstWhere(least, Units.MaxCommand + 1, a => Try(legs, a) == Outcome.TooMuch);
        if (least >= beyond)
            return null;
        var (greatest, loses) = (beyond - 1, least - 1);
        for (var units = least; ; units = units > greatest / 2 ? greatest : units * 2)
        {
            if (Try(legs, units) == Outcome.Gains)
                return FirstWhere(loses, units, a => Try(legs, a) == Outcome.Gains);
            if (units == greatest)
                return null;
            loses = units;
        }
    }

    /// <summary>
    /// An amount above <paramref name="low"/>, up to <paramref name="high"/>, before which it does not hold.
    /// </summary>
    private static long FirstWhere(long low, long high, Predicate<long> holds)
    {
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }

    private static Outcome Try(PairTerms[] legs, long start)
    {
        var units = start;
        foreach (var (rate, limits) in legs)
        {
            if (units == 0 || units < limits.MinimumUnits)
                return Outcome.TooLittle;
            if (!limits.Allows(units) || units > Units.MaxCommand || Overflows(rate, units))
                return Outcome.TooMuch;
            units = rate.ExactIn(units);
        }
        return units > start ? Outcome.Gains : Outcome.Loses;
    }

    private static bool Overflows(Rate rate, long units) => units > long.MaxValue / rate.OffValue;
}
