using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// Books in memory with the tables of the database, read and written as a store does it: rows are copied out, and only
/// what a group marks as changed is copied in. So a change that <see cref="Posting"/> forgets to mark is lost here as
/// it would be there.
/// </summary>
internal sealed class MemoryBooks
{
    private readonly Dictionary<WalletKey, Guid> ids = [];
    private readonly Dictionary<Guid, WalletTables> wallets = [];
    private readonly Dictionary<(Principal Principal, Guid RequestId), Decision> outcomes = [];
    private readonly Dictionary<JournalId, Decision> decisions = [];
    private readonly Dictionary<JournalId, Undone> undone = [];
    private readonly Dictionary<(TotalKey Key, int Slot), long> totals = [];
    private readonly Dictionary<Guid, long> tallies = [];
    private readonly HashSet<string> consumed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<WalletKey, Guid> WalletIds => ids;

    public IEnumerable<Guid> Wallets => wallets.Keys;

    /// <summary>All that was committed, in order.</summary>
    public List<CommittedGroup> Groups { get; } = [];

    public bool HasOutcome(Principal principal, Guid requestId) => outcomes.ContainsKey((principal, requestId));

    public Decision? Find(Principal principal, Guid requestId) => outcomes.GetValueOrDefault((principal, requestId));

    public Decision? Find(JournalId id) => decisions.GetValueOrDefault(id);

    public bool IsConsumed(string key) => consumed.Contains(key);

    public Undone UndoneOf(JournalId journal) => undone.GetValueOrDefault(journal) ?? new Undone();

    public IReadOnlyDictionary<Guid, long> Tallies => tallies;

    public long Tally(Guid id) => tallies.GetValueOrDefault(id);

    /// <summary>A total over all slots.</summary>
    public long Total(TotalKey key) => totals.Where(t => t.Key.Key == key).Sum(t => t.Value);

    public IEnumerable<TotalKey> TotalKeys() => totals.Keys.Select(k => k.Key).Distinct();

    public Dictionary<TotalKey, long> TotalsOf(int slot) =>
        totals.Where(t => t.Key.Slot == slot).ToDictionary(t => t.Key.Key, t => t.Value);

    /// <summary>Journals that are about another one, of a kind.</summary>
    public IEnumerable<JournalRecord> About(JournalId original, JournalKind kind) => decisions.Values
        .Where(d => d.Journal is { } journal && journal.Corrects == original && journal.Kind == kind)
        .Select(d => d.Journal!);

    /// <summary>Creates a wallet, unless it exists.</summary>
    public Guid Create(WalletKey key, Guid id)
    {
        if (ids.TryGetValue(key, out var existing))
            return existing;
        wallets[id] = new WalletTables(new WalletRow { Id = id, MemberId = key.MemberId, Coin = key.Coin });
        return ids[key] = id;
    }

    public void SetState(Guid wallet, WalletState state) => wallets[wallet].Row.State = state;

    /// <summary>The wallet with its lots and holds, as a copy.</summary>
    public WalletRow Wallet(Guid id) => wallets[id].Read();

    /// <summary>What a group needs, as a store reads it under its locks.</summary>
    /// <param name="reads">What it needs.</param>
    /// <param name="clock">The clock's row.</param>
    /// <param name="systemNow">The database's system time.</param>
    public GroupState Read(GroupReads reads, ClockRow clock, DateTimeOffset systemNow)
    {
        var state = reads.NewState(clock, systemNow);
        foreach (var id in reads.LockedWallets)
            state.Wallets.Add(id, Wallet(id));
        foreach (var request in reads.Requests)
            if (outcomes.TryGetValue(request, out var known))
                state.Outcomes[request] = new KnownOutcome(
                    known.Id, known.Command.Fingerprint, known.Refusal is not null);
        foreach (var id in reads.Originals.Select(o => new JournalId(o)))
            if (undone.TryGetValue(id, out var value))
                state.Undone[id] = value;
        foreach (var id in reads.Tallies)
            if (tallies.TryGetValue(id, out var units))
                state.Tallies[id] = units;
        state.Consumed.UnionWith(reads.Consumptions.Where(consumed.Contains));
        return state;
    }

    /// <summary>Writes a group, as a store does it in the group's transaction.</summary>
    /// <returns>The group's number.</returns>
    public long Write(GroupState state, int slot)
    {
        var group = new CommittedGroup(Groups.Count + 1, state.GroupId, state.Now, [.. state.Decisions]);
        foreach (var decision in state.Decisions)
        {
            if (!outcomes.TryAdd((decision.Command.Principal, decision.Command.RequestId), decision))
                throw new InvalidOperationException($"{decision.Command.RequestId} has two outcomes.");
            decisions.Add(decision.Id, decision);
            foreach (var consumption in decision.Journal is null ? [] : decision.Command.Consumes)
                if (!consumed.Add(consumption.Key))
                    throw new InvalidOperationException($"{consumption.Key} was used twice.");
        }
        foreach (var id in state.ChangedWallets)
            wallets[id].Write(state.Wallets[id]);
        foreach (var lot in state.LotsToWrite())
            wallets[lot.WalletId].Write(lot);
        foreach (var hold in state.HoldsToWrite())
            wallets[hold.WalletId].Write(hold);
        foreach (var (key, units) in state.TotalChanges)
            totals[(key, slot)] = totals.GetValueOrDefault((key, slot)) + units;
        foreach (var id in state.ChangedTallies)
            tallies[id] = state.Tallies[id];
        foreach (var id in state.ChangedUndone)
            undone[id] = Grown(UndoneOf(id), state.Undone[id]);
        Groups.Add(group);
        return group.Number;
    }

    /// <summary>Marks only grow: of a hold that ran out nothing else was read.</summary>
    private static Undone Grown(Undone before, Undone now) => new(
        Math.Max(before.Units, now.Units), before.Reversed
        || now.Reversed, Math.Max(before.Earnings, now.Earnings), before.Confirmed || now.Confirmed,
        Math.Max(before.Refunded, now.Refunded), Math.Max(before.Lot, now.Lot));

    /// <summary>One wallet's rows in three tables.</summary>
    private sealed class WalletTables(WalletRow row)
    {
        private readonly SortedList<long, LotRow> lots = [];
        private readonly List<HoldRow> holds = [];

        public WalletRow Row { get; private set; } = row;

        public WalletRow Read() => new()
        {
            Id = Row.Id,
            MemberId = Row.MemberId,
            Coin = Row.Coin,
            State = Row.State,
            Frozen = Row.Frozen,
            Balance = Row.Balance,
            Held = Row.Held,
            Receivable = Row.Receivable,
            Version = Row.Version,
            LastTime = Row.LastTime,
            ActiveUntil = Row.ActiveUntil,
            CapDay = Row.CapDay,
            CapUnits = Row.CapUnits,
            GiftDay = Row.GiftDay,
            Gifts = Row.Gifts,
            Lots = [.. lots.Values.Select(l => new LotBalance(new Lot(l.Lot), l.Remaining, l.Held))],
            Holds = [.. holds.Select(h => new HoldPart(new JournalId(h.HoldId), new Lot(h.Lot), h.Units, h.Until))],
        };

        public void Write(WalletRow changed) => Row = new WalletRow
        {
            Id = Row.Id,
            MemberId = Row.MemberId,
            Coin = Row.Coin,
            State = changed.State,
            Frozen = changed.Frozen,
            Balance = changed.Balance,
            Held = changed.Held,
            Receivable = changed.Receivable,
            Version = changed.Version,
            LastTime = changed.LastTime,
            ActiveUntil = changed.ActiveUntil,
            CapDay = changed.CapDay,
            CapUnits = changed.CapUnits,
            GiftDay = changed.GiftDay,
            Gifts = changed.Gifts,
        };

        public void Write(LotRow lot)
        {
            if (lot.Remaining == 0)
                lots.Remove(lot.Lot);
            else
                lots[lot.Lot] = lot;
        }

        public void Write(HoldRow hold)
        {
            holds.RemoveAll(h => h.HoldId == hold.HoldId && h.Lot == hold.Lot);
            // No order is promised for holds: the newest stands first here.
            if (hold.Units != 0)
                holds.Insert(0, hold);
        }
    }
}
