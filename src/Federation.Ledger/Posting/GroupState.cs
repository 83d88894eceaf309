namespace Federation.Ledger;

/// <summary>What the books say, as far as one group needs it: read under the group's locks, changed by <see
/// cref="Posting"/>.</summary>
internal sealed class GroupState
{
    /// <summary>Alliance time, read after the locks.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>System time, for guards: the database's, the same for all nodes.</summary>
    public required DateTimeOffset SystemNow { get; init; }

    /// <summary>Whether the database's clock jumped ahead: then nothing is decided until an operator accepts the
    /// time.</summary>
    public bool ClockJumped { get; init; }

    /// <summary>The group's id; journals take theirs from it.</summary>
    public required GroupId GroupId { get; init; }

    /// <summary>The locked wallets.</summary>
    public Dictionary<Guid, WalletRow> Wallets { get; } = [];

    /// <summary>Which wallet a key names; immutable once it exists.</summary>
    public required IReadOnlyDictionary<WalletKey, Guid> WalletIds { get; init; }

    /// <summary>Outcomes that existed before the group, and those of the group.</summary>
    public Dictionary<(Principal Principal, Guid RequestId), KnownOutcome> Outcomes { get; } = [];

    /// <summary>The coins' rules.</summary>
    public required CoinPolicies Policies { get; init; }

    public Dictionary<JournalId, Undone> Undone { get; } = [];

    /// <summary>What was used, before or in this group.</summary>
    public HashSet<string> Consumed { get; } = new(StringComparer.Ordinal);

    /// <summary>The writer's own slot of each total as of the group's start; what is missing is 0.</summary>
    public required IReadOnlyDictionary<TotalKey, long> SlotTotals { get; init; }

    /// <summary>How the group changes the totals.</summary>
    public Dictionary<TotalKey, long> TotalChanges { get; private set; } = [];

    /// <summary>How many parts of ended holds the group's commands may still release beyond their own few.</summary>
    public int CatchUpLeft { get; set; } = LedgerLimits.SharedCatchUp;

    /// <summary>The decisions to write, in order.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>Wallets that were changed.</summary>
    public HashSet<Guid> ChangedWallets { get; } = [];

    /// <summary>Lots that were changed. Those that the wallet has no more are gone.</summary>
    public HashSet<(Guid WalletId, Lot Lot)> ChangedLots { get; } = [];

    /// <summary>Parts of holds that were changed. Those that the wallet has no more are gone.</summary>
    public HashSet<(Guid WalletId, JournalId HoldId, Lot Lot)> ChangedHolds { get; } = [];

    /// <summary>Tallies as they are; what is missing is 0.</summary>
    public Dictionary<Guid, long> Tallies { get; } = [];

    /// <summary>Tallies that were moved.</summary>
    public HashSet<Guid> ChangedTallies { get; } = [];

    /// <summary>The head of the bundle whose parts are being decided.</summary>
    public JournalId? BundleHead { get; set; }

    /// <summary>Journals whose <see cref="Undone"/> was changed.</summary>
    public HashSet<JournalId> ChangedUndone { get; } = [];

    /// <summary>Takes locked wallets in, their lots in the order of taking.</summary>
    public void Take(IEnumerable<WalletRow> wallets)
    {
        foreach (var wallet in wallets)
        {
            wallet.Lots.Sort((a, b) => a.Lot.CompareTo(b.Lot));
            Wallets.Add(wallet.Id, wallet);
        }
    }

    /// <summary>The id of the next journal.</summary>
    public JournalId NextId() => GroupId.At(Decisions.Count);

    private readonly Dictionary<WalletKey, Guid> imagined = [];

    public WalletRow? Find(WalletKey key) =>
        (WalletIds.TryGetValue(key, out var id) || imagined.TryGetValue(key, out id))
        && Wallets.TryGetValue(id, out var wallet) ? wallet : null;

    /// <summary>A wallet that a guard has found.</summary>
    public WalletRow Require(WalletKey key) =>
        Find(key) ?? throw new InvalidOperationException(
            $"No guard asked whether {ResourceNames.Coin(key.Coin)} has a wallet.");

    /// <summary>A wallet that a dry run would create. It goes with <see cref="Restore"/>.</summary>
    public void Imagine(WalletKey key)
    {
        var wallet = new WalletRow { Id = Guid.CreateVersion7(Now), MemberId = key.MemberId, Coin = key.Coin };
        imagined[key] = wallet.Id;
        Wallets[wallet.Id] = wallet;
    }

    /// <summary>How many entries the group booked on a wallet so far.</summary>
    public int EntriesOf(Guid wallet) => Decisions.Sum(d => d.Journal?.Entries.Count(e => e.WalletId == wallet) ?? 0);

    /// <summary>What the group's journals took of a lot so far, each with what it brought.</summary>
    public long TakenOf(Guid wallet, Lot lot) => Decisions.Sum(d => Math.Max(0, -(d.Journal?.Entries
        .Where(e => e.WalletId == wallet && e.Lot == lot).Sum(e => e.Units) ?? 0)));

    /// <summary>What an atomic batch goes back to when one of its commands is refused.</summary>
    public Checkpoint Mark(
        IEnumerable<Guid> walletIds, IEnumerable<JournalId> originals, IEnumerable<Guid> tallies) => new(
        walletIds.Distinct().Where(Wallets.ContainsKey).ToDictionary(id => id, id => Copy(Wallets[id])),
        originals.Distinct().ToDictionary(id => id, id => Undone.GetValueOrDefault(id)),
        new Dictionary<TotalKey, long>(TotalChanges), [.. ChangedWallets], [.. ChangedLots], [.. ChangedHolds],
        [.. ChangedUndone],
        tallies.Distinct().ToDictionary(id => id, id => Tallies.TryGetValue(id, out var units) ? units : (long?)null),
        [.. ChangedTallies],
        Decisions.Count);

    public void Restore(Checkpoint mark)
    {
        foreach (var (id, wallet) in mark.Wallets)
            Wallets[id] = wallet;
        foreach (var id in imagined.Values)
            Wallets.Remove(id);
        imagined.Clear();
        foreach (var (id, undone) in mark.Undone)
        {
            if (undone is null)
                Undone.Remove(id);
            else
                Undone[id] = undone;
        }
        TotalChanges = mark.TotalChanges;
        ChangedWallets.IntersectWith(mark.ChangedWallets);
        ChangedLots.IntersectWith(mark.ChangedLots);
        ChangedHolds.IntersectWith(mark.ChangedHolds);
        ChangedUndone.IntersectWith(mark.ChangedUndone);
        foreach (var (id, units) in mark.Tallies)
        {
            if (units is { } there)
                Tallies[id] = there;
            else
                Tallies.Remove(id);
        }
        ChangedTallies.IntersectWith(mark.ChangedTallies);
        foreach (var decision in Decisions.Skip(mark.Decisions))
        {
            Outcomes.Remove((decision.Command.Principal, decision.Command.RequestId));
            foreach (var consumption in decision.Journal is null ? [] : decision.Command.Consumes)
                Consumed.Remove(consumption.Key);
        }
        Decisions.RemoveRange(mark.Decisions, Decisions.Count - mark.Decisions);
    }

    private static WalletRow Copy(WalletRow wallet) => new()
    {
        Id = wallet.Id,
        MemberId = wallet.MemberId,
        Coin = wallet.Coin,
        State = wallet.State,
        Frozen = wallet.Frozen,
        Balance = wallet.Balance,
        Held = wallet.Held,
        Receivable = wallet.Receivable,
        Version = wallet.Version,
        LastTime = wallet.LastTime,
        CapDay = wallet.CapDay,
        CapUnits = wallet.CapUnits,
        GiftDay = wallet.GiftDay,
        Gifts = wallet.Gifts,
        ActiveUntil = wallet.ActiveUntil,
        Lots = [.. wallet.Lots],
        Holds = [.. wallet.Holds],
    };

    /// <summary>The changed lots as they are to be written; 0 remaining: to be deleted.</summary>
    public List<LotRow> LotsToWrite()
    {
        var rows = new List<LotRow>(ChangedLots.Count);
        foreach (var (walletId, lot) in ChangedLots)
        {
            var now = Wallets[walletId].Lots.Find(l => l.Lot == lot);
            rows.Add(new LotRow { WalletId = walletId, Lot = lot.Code, Remaining = now.Remaining, Held = now.Held });
        }
        return rows;
    }

    /// <summary>The changed parts of holds as they are to be written; 0 units: to be deleted.</summary>
    public List<HoldRow> HoldsToWrite()
    {
        var rows = new List<HoldRow>(ChangedHolds.Count);
        foreach (var (walletId, holdId, lot) in ChangedHolds)
        {
            var now = Wallets[walletId].Holds.Find(h => h.HoldId == holdId && h.Lot == lot);
            rows.Add(new HoldRow
            {
                WalletId = walletId,
                HoldId = holdId.Value,
                Lot = lot.Code,
                Units = now.Units,
                Until = now.Until
            });
        }
        return rows;
    }
}
