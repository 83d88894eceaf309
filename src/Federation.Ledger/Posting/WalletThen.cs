namespace Federation.Ledger;

/// <summary>
/// What a wallet had from a past moment on: of a command that is reported late, no lot may give more than the least it
/// had at any time since, or its balance of those days would be negative. Read before the group; a wallet that changed
/// since is CONTENDED.
/// </summary>
/// <param name="Version">The wallet's version when it was read.</param>
/// <param name="Least">By lot, the fewest coins that it had, held ones included, from the moment on until now.</param>
internal sealed record WalletThen(long Version, IReadOnlyDictionary<Lot, long> Least)
{
    /// <param name="version">The wallet's version.</param>
    /// <param name="now">By lot, what the wallet has now.</param>
    /// <param name="since">What moved after the moment, by when it happened.</param>
    public static WalletThen Of(
        long version, IReadOnlyDictionary<Lot, long> now,
        IEnumerable<(Lot Lot, long Units, DateTimeOffset Happened)> since)
    {
        var least = now.ToDictionary();
        foreach (var moves in since.GroupBy(m => m.Lot))
        {
            var balance = now.GetValueOrDefault(moves.Key);
            var fewest = balance;
            foreach (var moment in moves.GroupBy(m => m.Happened).OrderByDescending(g => g.Key))
            {
                balance -= moment.Sum(m => m.Units);
                fewest = Math.Min(fewest, balance);
            }
            least[moves.Key] = fewest;
        }
        return new WalletThen(version, least);
    }
}
