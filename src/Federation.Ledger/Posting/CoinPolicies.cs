using System.Runtime.CompilerServices;
using Federation.Hosting;
using Federation.Partners.Internal.V1;

namespace Federation.Ledger;

/// <summary>
/// The expiry policies of the coins of one directory snapshot. Immutable. A policy is made when it is first asked for
/// and kept as long as the directory's own message of the coin, which all snapshots of one answer share: so the
/// snapshot that is new each second without news costs nothing, and the days that a policy remembers stay remembered.
/// </summary>
internal sealed class CoinPolicies
{
    private static readonly ConditionalWeakTable<DirectoryCoin, CoinPolicy> Made = [];

    private readonly Func<string, CoinPolicy?> find;

    /// <summary>Given policies by coin id, for tests and for what has no directory.</summary>
    public CoinPolicies(IReadOnlyDictionary<string, CoinPolicy> policies) => find = policies.GetValueOrDefault;

    private CoinPolicies(DirectorySnapshot snapshot) =>
        find = id => snapshot.Coins.TryGetValue(id, out var coin) ? Made.GetValue(coin, CoinPolicy.Of) : null;

    public static CoinPolicies Of(DirectorySnapshot snapshot) => new(snapshot);

    /// <summary>The policy of a coin, by its id without <c>coins/</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The coin is unknown. Commands are checked against the directory before, so this is a bug or a snapshot too old.
    /// </exception>
    public CoinPolicy this[string coinId] => find(coinId)
        ?? throw new InvalidOperationException(
            $"{ResourceNames.Coin(coinId)} has no expiry policy: the directory does not know it.");
}
