namespace Federation.Rules;

/// <summary>Which winner each prize is offered to, round by round: in the first one the first winner gets the first
/// prize, and so on; in each later one the prizes that were not claimed go to the next winners in order.
/// Pure.</summary>
public static class ClaimRounds
{
    /// <summary>The offers of each round.</summary>
    /// <param name="prizes">How many prizes there are.</param>
    /// <param name="winners">How many winners there are to offer them to, in order.</param>
    /// <param name="claimed">By round that is over, the first one first: the prizes that were claimed in it, from 0
    /// on.</param>
    /// <returns>One list for each round that is over, and one for the next: prize and winner, both from 0 on. A list is
    /// shorter where there are no winners left.</returns>
    public static IReadOnlyList<IReadOnlyList<(int Prize, int Winner)>> Of(
        int prizes, int winners, IReadOnlyList<IReadOnlySet<int>> claimed)
    {
        var rounds = new List<IReadOnlyList<(int Prize, int Winner)>>(claimed.Count + 1);
        var (left, next) = (Enumerable.Range(0, prizes).ToList(), 0);
        for (var round = 0; round <= claimed.Count; round++)
        {
            List<(int Prize, int Winner)> offers =
                [.. left.Take(Math.Max(0, winners - next)).Select((prize, i) => (prize, next + i))];
            next += offers.Count;
            rounds.Add(offers);
            if (round < claimed.Count)
                left.RemoveAll(claimed[round].Contains);
        }
        return rounds;
    }
}
