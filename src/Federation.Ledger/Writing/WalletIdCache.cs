using System.Collections.Concurrent;

namespace Federation.Ledger;

/// <summary>Which wallet a member's coin has. It never changes once it exists, so what was seen is remembered, bounded:
/// for all lanes of a writer, since memory is what it costs.</summary>
internal sealed class WalletIdCache
{
    private const int MaxRemembered = 1_000_000;
    private readonly ConcurrentDictionary<WalletKey, Guid> remembered = new();

    /// <summary>The wallets of the commands, created where a command does that and it is not a dry run.</summary>
    /// <param name="store">The lane that asks.</param>
    /// <param name="submissions">The commands.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyDictionary<WalletKey, Guid>> ResolveAsync(
        IPostingStore store, IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        var ids = new Dictionary<WalletKey, Guid>();
        var unknown = new HashSet<WalletKey>();
        foreach (var submission in submissions)
            foreach (var command in submission.Commands)
                foreach (var key in command.WalletKeys())
                {
                    if (remembered.TryGetValue(key, out var id))
                        ids[key] = id;
                    else
                        unknown.Add(key);
                }
        if (unknown.Count == 0)
            return ids;
        await FindAsync(store, [.. unknown], ids, cancel);
        var missing = submissions.Where(s => !s.DryRun).SelectMany(s => s.Commands)
            .SelectMany(c => c.CreatedWallets(ids.ContainsKey)).Distinct()
            .Where(key => !ids.ContainsKey(key)).Select(key => (Key: key, Guid.CreateVersion7())).OrderBy(w => w.Item2)
            .ToList();
        if (missing.Count == 0)
            return ids;
        await store.CreateWalletsAsync(missing, cancel);
        // Another node may have been first: the row that is there decides.
        await FindAsync(store, [.. missing.Select(m => m.Key)], ids, cancel);
        return ids;
    }

    private async Task FindAsync(
        IPostingStore store, IReadOnlyList<WalletKey> keys, Dictionary<WalletKey, Guid> ids, CancellationToken cancel)
    {
        if (remembered.Count > MaxRemembered)
            remembered.Clear();
        foreach (var (key, id) in await store.FindWalletsAsync(keys, cancel))
            ids[key] = remembered[key] = id;
    }
}
