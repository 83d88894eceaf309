using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Federation.Hosting;
using Federation.Partners.Internal.V1;

namespace Federation.Ledger;

/// <summary>
/// The expiry policies of the coins of one directory snapshot. Immutable. A policy is made when it is first asked for and
/// kept as long as the directory's own message of the coin, which all snapshots of one answer share: so the snapshot that
/// is new each second without news costs nothing, and the days that a policy remembers stay remembered.
/// </summary>
internal sealed class CoinPolicies
{
    private static readonly ConditionalWeakTable<DirectoryCoin, CoinPolicy> Made = [];

    private readonly FrozenDictionary<string, DirectoryCoin>? coins;
    private readonly IReadOnlyDictionary<string, CoinPolicy>? given;

    /// <summary>Given policies by coin id, for tests and for what has no directory.</summary>
    public CoinPolicies(IReadOnlyDictionary<string, CoinPolicy> policies) => given = policies;

    private CoinPolicies(DirectorySnapshot snapshot) => coins = snapshot.Coins;

    public static CoinPolicies Of(DirectorySnapshot snapshot) => new(snapshot);

    /// <summary>The policy of a coin, by its id without <c>coins/</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The coin is unknown. Commands are checked against the directory before, so this is a bug or a snapshot too old.
    /// </exception>
    public CoinPolicy this[string coinId] => TryFind(coinId, out var policy)
        ? policy
        : throw new InvalidOperationException($"coins/{coinId} has no expiry policy: the directory does not know it.");

    private bool TryFind(string coinId, [NotNullWhen(true)] out CoinPolicy? policy)
    {
        if (given is not null)
            return given.TryGetValue(coinId, out policy);
        policy = coins!.TryGetValue(coinId, out var coin) ? Made.GetValue(coin, CoinPolicy.Of) : null;
        return policy is not null;
    }
}
