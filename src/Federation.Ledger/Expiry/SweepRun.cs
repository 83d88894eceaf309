using System.Collections.Concurrent;

namespace Federation.Ledger;

/// <summary>What one run of the sweep has done so far.</summary>
internal sealed class SweepRun
{
    private readonly ConcurrentDictionary<Guid, byte> idle = new();

    /// <summary>Wallets that were swept.</summary>
    public ConcurrentDictionary<Guid, byte> Done { get; } = new();

    /// <summary>Wallets whose coins expired.</summary>
    public int Wallets { get; set; }

    /// <summary>Holds that were released.</summary>
    public int Holds { get; set; }

    public void End(Guid wallet) => Done.TryAdd(wallet, 0);

    /// <summary>Notes that nothing was left to expire; false where that was noted before, and the wallet is due all the
    /// same.</summary>
    public bool TryEnd(Guid wallet) => idle.TryAdd(wallet, 0);
}
