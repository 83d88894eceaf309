namespace Federation.Programs;

/// <summary>
/// The levels that orders gave a member, perhaps many of the same one. Of these the one that lasts longest is enough,
/// so the ledger is asked for a few, and for the others only where none of these counts. Pure.
/// </summary>
internal sealed class OrderLevels
{
    private const int AtFirst = 8;

    // By scheme and level, those that last longest first.
    private readonly List<List<TierGrantRow>> levels;

    /// <param name="grants">Grants of one member; those of people are left out.</param>
    public OrderLevels(IEnumerable<TierGrantRow> grants) => levels =
    [
        .. grants.Where(g => g.OrderId is not null).GroupBy(g => (g.Scheme, g.Level)).Select(level => level
            .OrderByDescending(g => g.ToDay).ThenBy(g => g.FromDay).ThenBy(g => g.Id).ToList()),
    ];

    public bool IsEmpty => levels.Count == 0;

    /// <summary>Those to ask for at first.</summary>
    public IReadOnlyList<TierGrantRow> First() => [.. levels.SelectMany(level => level.Take(AtFirst))];

    /// <summary>Those to ask for then: of levels that would hold on one of the days, and do not by those that were
    /// asked for.</summary>
    /// <param name="days">The programme's days for which levels are asked.</param>
    /// <param name="counting">Those of the first that count.</param>
    public IReadOnlyList<TierGrantRow> Others(IReadOnlyList<int> days, IReadOnlyList<TierGrantRow> counting)
    {
        var counts = counting.Select(g => g.Id).ToHashSet();
        return [.. levels.Where(IsOpen).SelectMany(level => level.Skip(AtFirst))];

        bool IsOpen(List<TierGrantRow> level) => days.Any(day =>
            level.Skip(AtFirst).Any(g => Holds(g, day))
            && !level.Take(AtFirst).Any(g => counts.Contains(g.Id) && Holds(g, day)));
    }

    private static bool Holds(TierGrantRow grant, int day) => grant.FromDay <= day && day < grant.ToDay;
}
