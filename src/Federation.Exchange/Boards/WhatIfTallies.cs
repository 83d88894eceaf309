using Federation.Exchange.V1;
using Google.Type;

namespace Federation.Exchange;

/// <summary>The tally of all exchanges, and one for each day in UTC where days are asked for.</summary>
/// <param name="board">The other board.</param>
/// <param name="issuerOf">A coin's issuer, by id; null where the coin is not known.</param>
/// <param name="byDay">Whether days are kept.</param>
internal sealed class WhatIfTallies(RateBoard board, Func<string, string?> issuerOf, bool byDay)
{
    private readonly SortedDictionary<DateOnly, WhatIfTally> days = [];

    /// <summary>All exchanges.</summary>
    public WhatIfTally All { get; } = new(board, issuerOf);

    /// <summary>Counts one coin's part of an exchange.</summary>
    /// <param name="leg">The part.</param>
    /// <param name="time">When the exchange happened, in alliance time.</param>
    public void Add(ExchangeLeg leg, DateTimeOffset time)
    {
        All.Add(leg);
        if (!byDay)
            return;
        var date = DateOnly.FromDateTime(time.UtcDateTime);
        if (!days.TryGetValue(date, out var day))
            days.Add(date, day = new WhatIfTally(board, issuerOf));
        day.Add(leg);
    }

    /// <summary>The days with an exchange, the earliest first; none if days are not kept.</summary>
    /// <exception cref="OverflowException">A sum leaves 64 bits.</exception>
    public IEnumerable<WhatIfDay> Days() => days.Select(d => DayOf(d.Key, d.Value.ToResult()));

    private static WhatIfDay DayOf(DateOnly date, WhatIfResult sums)
    {
        var day = new WhatIfDay
        {
            Date = new Date { Year = date.Year, Month = date.Month, Day = date.Day },
            Exchanges = sums.Exchanges,
            Refused = sums.Refused,
            FeeBeforeUnits = sums.FeeBeforeUnits,
            FeeAfterUnits = sums.FeeAfterUnits,
            RoundingBeforeUnits = sums.RoundingBeforeUnits,
            RoundingAfterUnits = sums.RoundingAfterUnits,
        };
        day.Partners.AddRange(sums.Partners);
        return day;
    }
}
