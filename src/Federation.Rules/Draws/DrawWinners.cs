namespace Federation.Rules;

/// <summary>Who wins in which order: as the tickets are picked, but for those whose holder has won its share. The first
/// winner has the first prize; a prize that nobody claimed goes to the next winner that has none. Pure.</summary>
public static class DrawWinners
{
    /// <param name="seed">See <see cref="DrawSeeds.SeedOf"/>.</param>
    /// <param name="pseudonyms">By number, from 0 on, whose ticket it is.</param>
    /// <param name="share">How many prizes one holder can win, 1 or more.</param>
    /// <returns>The numbers of the winning tickets, to the last one that could win.</returns>
    public static IEnumerable<int> Of(byte[] seed, IReadOnlyList<byte[]> pseudonyms, int share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 1);
        return Winners(seed, pseudonyms, share);
    }

    private static IEnumerable<int> Winners(byte[] seed, IReadOnlyList<byte[]> pseudonyms, int share)
    {
        var won = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var number in DrawPicks.Of(seed, pseudonyms.Count))
        {
            var holder = Convert.ToHexString(pseudonyms[number]);
            if (won.GetValueOrDefault(holder) >= share)
                continue;
            won[holder] = won.GetValueOrDefault(holder) + 1;
            yield return number;
        }
    }
}
