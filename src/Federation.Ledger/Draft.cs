using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// One command's entries while its guards are still running. Nothing of it touches the state before <see cref="Post"/>, so a
/// refusal needs no undoing.
/// </summary>
internal sealed class Draft(GroupState state, Command command)
{
    private readonly List<EntryRecord> entries = [];
    private readonly Dictionary<Guid, Change> changes = [];
    private readonly Dictionary<TotalKey, long> totals = [];
    private (Guid Journal, Undone Undone)? undo;

    public GroupState State => state;

    public Command Command => command;

    public WalletRow? NamedWallet => state.Find(command.Wallet!.Value);

    /// <summary>An entry on an unlimited account. Nothing is booked for 0 units.</summary>
    public void Book(AccountKind kind, string asset, long units, string? party = null)
    {
        if (units == 0)
            return;
        entries.Add(new EntryRecord(kind, asset, units, party));
        Add(new TotalKey(asset, (TotalKind)kind, party ?? ""), units);
    }

    /// <summary>An entry on a wallet, or on its receivable.</summary>
    public void Book(AccountKind kind, WalletRow wallet, long units)
    {
        if (units == 0)
            return;
        var change = ChangeOf(wallet);
        change.Version++;
        long balance;
        if (kind == AccountKind.Wallet)
        {
            balance = change.Balance += units;
            Add(new TotalKey(wallet.Coin, TotalKind.Wallets, ""), units);
        }
        else
        {
            balance = change.Receivable += units;
            var owed = command.Kind == JournalKind.Clawback || (command.Kind == JournalKind.Reverse && units > 0);
            Add(new TotalKey(wallet.Coin, owed ? TotalKind.ReceivableOwed : TotalKind.ReceivablePaid, ""), owed ? -units : units);
        }
        entries.Add(new EntryRecord(kind, wallet.Coin, units, null, wallet.Id, wallet.MemberId, balance, change.Version));
    }

    public long BalanceOf(WalletRow wallet) => changes.TryGetValue(wallet.Id, out var change) ? change.Balance : wallet.Balance;

    public long CapRemaining(WalletRow wallet, long cap) => cap - Math.Min(cap, ChangeOf(wallet).CapUnits);

    public void CountAgainstCap(WalletRow wallet, long units) => ChangeOf(wallet).CapUnits += units;

    public Undone UndoneOf(JournalRecord journal) => state.Undone.GetValueOrDefault(journal.Id) ?? new Undone(0, false);

    public void Undo(JournalRecord journal, Undone undone) => undo = (journal.Id, undone);

    /// <summary>AMOUNT_OVERFLOW when a total would leave its range: the last guard.</summary>
    public Refusal? OutOfRange()
    {
        foreach (var (key, units) in totals)
        {
            var total = (Int128)state.SlotTotals.GetValueOrDefault(key) + state.TotalChanges.GetValueOrDefault(key) + units;
            if (Int128.Abs(total) > Units.MaxCommand)
                return new Refusal(ErrorReason.AmountOverflow, $"The total of {key.Kind} in {key.Asset} would leave the range of 2^62.");
        }
        return null;
    }

    /// <summary>Applies the entries to the state.</summary>
    public Decision Post()
    {
        AssertBalanced();
        var time = state.Now;
        foreach (var id in changes.Keys)
            if (state.Wallets[id].LastTime > time)
                time = state.Wallets[id].LastTime!.Value;
        foreach (var (id, change) in changes)
            Apply(state.Wallets[id], change, time);
        foreach (var (key, units) in totals)
            state.TotalChanges[key] = state.TotalChanges.GetValueOrDefault(key) + units;
        foreach (var consumption in command.Consumes)
            state.Consumed.Add(consumption.Key);
        if (undo is { } undone)
        {
            state.Undone[undone.Journal] = undone.Undone;
            state.ChangedUndone.Add(undone.Journal);
        }
        return Keep(time);
    }

    private Decision Keep(DateTimeOffset time)
    {
        var journal = new JournalRecord
        {
            Id = state.NextId(),
            Kind = command.Kind,
            Principal = command.Principal,
            RequestId = command.RequestId,
            Time = time,
            Entries = entries,
            Corrects = command.Original?.Id,
            ExternalReference = command.ExternalReference,
            ReasonCode = command.ReasonCode,
            Detail = command.Detail,
        };
        var decision = new Decision(command, journal.Id, time, journal, null);
        state.Decisions.Add(decision);
        state.Outcomes[(command.Principal, command.RequestId)] = new KnownOutcome(journal.Id, command.Fingerprint, false);
        return decision;
    }

    private void Apply(WalletRow wallet, Change change, DateTimeOffset time)
    {
        if (change.Balance < 0 || change.Receivable > 0)
            throw new InvalidOperationException($"Wallet {wallet.Id} would hold {change.Balance} and owe {-change.Receivable}.");
        (wallet.Balance, wallet.Receivable, wallet.Version) = (change.Balance, change.Receivable, change.Version);
        (wallet.CapDay, wallet.CapUnits, wallet.LastTime) = (change.CapDay, change.CapUnits, time);
        state.ChangedWallets.Add(wallet.Id);
    }

    /// <summary>Invariant 1, asserted in release builds too: for each asset the entries sum to zero.</summary>
    private void AssertBalanced()
    {
        var sums = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var entry in entries)
            sums[entry.Asset] = sums.GetValueOrDefault(entry.Asset) + entry.Units;
        if (entries.Count == 0 || sums.Values.Any(sum => sum != 0))
            throw new InvalidOperationException($"The entries of {command.Kind} {command.RequestId} do not sum to zero.");
    }

    private Change ChangeOf(WalletRow wallet)
    {
        if (changes.TryGetValue(wallet.Id, out var change))
            return change;
        return changes[wallet.Id] = new Change
        {
            Balance = wallet.Balance,
            Receivable = wallet.Receivable,
            Version = wallet.Version,
            CapDay = Math.Max(wallet.CapDay, WalletRow.DayOf(state.Now)),
            CapUnits = wallet.CapUnitsOn(state.Now),
        };
    }

    private void Add(TotalKey key, long units) => totals[key] = totals.GetValueOrDefault(key) + units;

    private sealed class Change
    {
        public required long Balance { get; set; }

        public required long Receivable { get; set; }

        public required long Version { get; set; }

        public required int CapDay { get; init; }

        public required long CapUnits { get; set; }
    }
}
