namespace Federation.Rules;

/// <summary>Allocates coins to lines by what they were computed from.</summary>
internal static class CoinsByLine
{
    /// <summary>Adds each line's part of coins of an outcome.</summary>
    public static void Add(long[] sums, Outcome outcome, long coins)
    {
        if (outcome.ByLine is not { } weights)
            return;
        var share = new RunningShare(coins, weights.Sum());
        for (var i = 0; i < sums.Length; i++)
            sums[i] += share.Next(weights[i]);
    }
}
