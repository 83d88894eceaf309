using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// One command's entries while its guards are still running. Nothing of it touches the state before
/// <see cref="Accept"/>, so a refusal needs no undoing. Each entry on a member's coins moves one lot.
/// </summary>
/// <param name="state">What the group has read and decided so far.</param>
/// <param name="command">The command.</param>
/// <param name="at">When it is decided. A wallet that was touched later is decided on at that later time.</param>
internal sealed partial class Draft(GroupState state, Command command, DateTimeOffset at)
{
    private readonly List<EntryRecord> entries = [];
    private readonly Dictionary<Guid, WalletDraft> changes = [];
    private readonly Dictionary<TotalKey, long> totals = [];
    private Dictionary<JournalId, JournalStatus>? statuses;
    private List<TallyEntry>? tallies;

    public GroupState State => state;

    public Command Command => command;

    public bool IsEmpty => entries.Count == 0;

    /// <summary>The journal that this one is about.</summary>
    public JournalId? Corrects { get; init; } = command.About?.Id;

    /// <summary>Of a Hold or ExtendHold: until when it holds.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>An entry on an unlimited account. Nothing is booked for 0 units.</summary>
    public void Book(AccountKind kind, string asset, long units, string? party = null)
    {
        if (units == 0)
            return;
        entries.Add(new EntryRecord(kind, asset, units, party));
        Add(new TotalKey(asset, (TotalKind)kind, party ?? ""), units);
    }

    /// <summary>Moves a tally.</summary>
    public void MoveTally(TallyEntry move) => (tallies ??= []).Add(move);

    /// <summary>An entry on what the member owes: negative units make owed, positive ones pay; the other way round
    /// where a journal is reversed.</summary>
    public void BookReceivable(WalletRow wallet, long units)
    {
        if (units == 0)
            return;
        var change = ChangeOf(wallet);
        change.Receivable += units;
        var owed = (units < 0) != (command is Command.Reverse);
        var kind = owed ? TotalKind.ReceivableOwed : TotalKind.ReceivablePaid;
        Add(new TotalKey(wallet.Coin, kind, ""), owed ? -units : units);
        entries.Add(new EntryRecord(AccountKind.Receivable, wallet.Coin, units, null, wallet.Id, wallet.MemberId,
            change.Receivable, ++change.Version));
    }

    /// <summary>An entry on free coins of one lot.</summary>
    public void Book(WalletRow wallet, Lot lot, long units) => Book(AccountKind.Wallet, wallet, lot, units);

    /// <summary>Gives coins back to the lot that they came from. Where it has expired meanwhile, the coin's policy
    /// decides: they live on for the days of grace, which are counted once and from that end, or come back and expire
    /// at once.</summary>
    public void GiveBack(WalletRow wallet, Lot lot, long units)
    {
        var now = TimeOf(wallet);
        if (units == 0 || !lot.IsExpired(now, ChangeOf(wallet).ActiveUntil))
        {
            Book(wallet, lot, units);
            return;
        }
        if (GraceOf(wallet, lot) is { } grace && grace > now)
        {
            Book(wallet, Lot.InGrace(grace, lot.Provenance), units);
            return;
        }
        Book(wallet, lot, units);
        Book(wallet, lot, -units);
        Book(AccountKind.Expired, wallet.Coin, units);
    }

    /// <summary>Until when coins of an expired lot live on that come back; null where they do not.</summary>
    private DateTimeOffset? GraceOf(WalletRow wallet, Lot lot)
    {
        var policy = state.Policies[wallet.Coin];
        if (policy.RestoreGraceDays == 0 || lot.IsInGrace)
            return null;
        // What a wallet's activity kept alive ended when that ran out. An end is the first instant of a day, so the
        // last instant of the coins is before it.
        return policy.RestoredUntil((lot.ExpiresAt ?? ChangeOf(wallet).ActiveUntil)?.AddTicks(-1) ?? TimeOf(wallet));
    }

    /// <summary>Takes free coins, lot by lot in the order of taking; the caller has seen that they are there.</summary>
    public void Take(WalletRow wallet, long units, IReadOnlyList<Provenance> only)
    {
        foreach (var (lot, part) in Taking(wallet, units, only))
            Book(wallet, lot, -part);
    }

    /// <summary>Sets free coins aside under this journal's id.</summary>
    public void Hold(WalletRow wallet, long units, IReadOnlyList<Provenance> only, DateTimeOffset until)
    {
        var change = ChangeOf(wallet);
        foreach (var (lot, part) in Taking(wallet, units, only))
        {
            Book(wallet, lot, -part);
            Book(AccountKind.Held, wallet, lot, part);
            change.SetPart(new HoldPart(state.NextId(), lot, part, until));
        }
    }

    /// <summary>Sets coins aside once more under a hold from which they were captured.</summary>
    public void HoldAgain(WalletRow wallet, PaymentHold hold, Lot lot, long units)
    {
        if (units == 0)
            return;
        Book(AccountKind.Held, wallet, lot, units);
        var there = HoldsOf(wallet).Find(p => p.HoldId == hold.Id && p.Lot == lot).Units;
        ChangeOf(wallet).SetPart(new HoldPart(hold.Id, lot, there + units, hold.Until));
    }

    /// <summary>Takes coins out of a hold; the caller books where they go.</summary>
    public void TakeHeld(WalletRow wallet, HoldPart part, long units)
    {
        Book(AccountKind.Held, wallet, part.Lot, -units);
        ChangeOf(wallet).SetPart(part with { Units = part.Units - units });
    }

    /// <summary>Gives coins of a hold back to their lot.</summary>
    public void Release(WalletRow wallet, HoldPart part, long units)
    {
        TakeHeld(wallet, part, units);
        GiveBack(wallet, part.Lot, units);
    }

    public void Extend(WalletRow wallet, HoldPart part, DateTimeOffset until) =>
        ChangeOf(wallet).SetPart(part with { Until = until });

    /// <summary>What an open hold sets aside in a wallet, in the order of taking.</summary>
    public List<HoldPart> PartsOf(WalletRow wallet, JournalId holdId) =>
        [.. HoldsOf(wallet).Where(p => p.HoldId == holdId).OrderBy(p => p.Lot)];

    /// <summary>Coins that can be taken now.</summary>
    public long Available(WalletRow wallet, IReadOnlyList<Provenance> only)
    {
        var sum = 0L;
        foreach (var lot in LotsOf(wallet))
            if (CanTake(wallet, lot, only))
                sum += lot.Free;
        return sum;
    }

    /// <summary>Free coins of one lot, pending ones too; none where they are gone, whether the sweeper came by or
    /// not.</summary>
    public long FreeIn(WalletRow wallet, Lot lot) =>
        IsExpired(wallet, lot) ? 0 : LotsOf(wallet).Find(l => l.Lot == lot).Free;

    /// <summary>All coins but those that are gone, whether the sweeper came by or not.</summary>
    public long LiveBalance(WalletRow wallet) =>
        LotsOf(wallet).Sum(l => IsExpired(wallet, l.Lot) ? l.Held : l.Remaining);

    /// <summary>Takes free coins that have expired.</summary>
    public void Expire(WalletRow wallet)
    {
        // Two entries for each: no journal is larger than others may be. What is left is taken the next time.
        var expired = LotsOf(wallet).Where(l => l.Free > 0 && IsExpired(wallet, l.Lot)).Take(LedgerLimits.Entries / 2);
        foreach (var lot in expired.ToList())
        {
            Book(wallet, lot.Lot, -lot.Free);
            Book(AccountKind.Expired, wallet.Coin, lot.Free);
        }
    }

    /// <summary>Moves free coins whose end had not been announced to the lots whose end has been.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="end">The end that was announced.</param>
    /// <param name="units">How many coins were, at most.</param>
    /// <param name="until">The end that holds from now on.</param>
    public void Announce(WalletRow wallet, DateTimeOffset end, long units, DateTimeOffset until)
    {
        foreach (var lot in LotsOf(wallet).Where(l => l.Lot.IsUnannounced && l.Lot.ExpiresAt == end).ToList())
            if (CanTake(wallet, lot, []) && Math.Min(units, lot.Free) is > 0 and var part)
            {
                Book(wallet, lot.Lot, -part);
                Book(wallet, lot.Lot.AnnouncedUntil(until), part);
                units -= part;
            }
    }

    public void SetFrozen(WalletRow wallet, bool frozen) => ChangeOf(wallet).Frozen = frozen;

    public void Close(WalletRow wallet) => ChangeOf(wallet).State = WalletState.Closed;

    /// <summary>When a wallet is decided on.</summary>
    public DateTimeOffset TimeOf(WalletRow wallet) => wallet.TimeAt(at);

    public long CapRemaining(WalletRow wallet, long cap) => cap - Math.Min(cap, ChangeOf(wallet).CapUnits);

    public void CountAgainstCap(WalletRow wallet, long units) => ChangeOf(wallet).CapUnits += units;

    /// <summary>Coins of a payment came back to a wallet: on the day on which they counted against the member's cap,
    /// they no longer do.</summary>
    public void GiveBackToCap(WalletRow wallet, JournalRecord payment, long units)
    {
        if (units == 0 || !payment.CountsAgainstCap(wallet.Coin))
            return;
        var change = ChangeOf(wallet);
        if (change.CapDay == WalletRow.DayOf(payment.Time))
            change.CapUnits -= Math.Min(units, change.CapUnits);
    }

    /// <summary>What became of a journal, this command included.</summary>
    public JournalStatus StatusOf(JournalRecord journal) => StatusOf(journal.Id, journal.Kind);

    public JournalStatus.Spending StatusOfSpending(JournalRecord spending) =>
        (JournalStatus.Spending)StatusOf(spending);

    public JournalStatus.Earning StatusOfEarning(JournalRecord earning) =>
        (JournalStatus.Earning)StatusOf(earning);

    public JournalStatus.Hold StatusOfHold(JournalId hold) => (JournalStatus.Hold)StatusOf(hold, JournalKind.Hold);

    private JournalStatus StatusOf(JournalId journal, JournalKind kind) =>
        statuses?.GetValueOrDefault(journal) ?? JournalStatus.Of(kind, state.Undone.GetValueOrDefault(journal));

    public void SetStatus(JournalId journal, JournalStatus status) => (statuses ??= [])[journal] = status;

    /// <summary>Of a late report: a wallet that gives more of a lot than it had all the time since.</summary>
    public WalletRow? TakesMoreThanThen()
    {
        foreach (var moves in entries.Select(e => e.Move).OfType<CoinMove>().GroupBy(m => (m.WalletId, m.Lot)))
            if (-moves.Sum(m => m.Units) is > 0 and var taken
                && state.Wallets[moves.Key.WalletId] is var wallet && taken > ThenIn(wallet, moves.Key.Lot))
                return wallet;
        return null;
    }

    /// <summary>Of a late report: how many coins a lot had all the time since, less what the group took of it
    /// before.</summary>
    private long ThenIn(WalletRow wallet, Lot lot) =>
        (command.Then?.GetValueOrDefault(wallet.Id)?.Least.GetValueOrDefault(lot) ?? 0) - state.TakenOf(wallet.Id, lot);

    /// <summary>Accepts the command: its entries change the state, and its journal is to be written.</summary>
    public Decision Accept()
    {
        AssertBalanced();
        var time = at;
        foreach (var id in changes.Keys)
            time = state.Wallets[id].NotBefore(time);
        foreach (var (id, change) in changes)
            change.Apply(state, state.Wallets[id], time);
        foreach (var (key, units) in totals)
            state.TotalChanges[key] = state.TotalChanges.GetValueOrDefault(key) + units;
        foreach (var consumption in command.Consumes)
            state.Consumed.Add(consumption.Key);
        foreach (var move in tallies ?? [])
        {
            state.Tallies[move.Tally] = move.After;
            state.ChangedTallies.Add(move.Tally);
        }
        foreach (var (journal, status) in statuses ?? [])
        {
            state.Undone[journal] = status.ToRow();
            state.ChangedUndone.Add(journal);
        }
        return Keep(time);
    }

    private Decision.Accepted Keep(DateTimeOffset time)
    {
        var journal = new JournalRecord
        {
            Id = state.NextId(),
            Kind = command.Kind,
            Principal = command.Principal,
            RequestId = command.RequestId,
            Time = time,
            Entries = entries,
            Corrects = Corrects,
            EffectiveTime = command.EffectiveTime,
            Until = Until,
            ExternalReference = command.Envelope.ExternalReference,
            ReasonCode = command.Envelope.ReasonCode,
            Merchant = command.Envelope.Merchant ?? command.About?.Merchant,
            Detail = command.Envelope.Detail,
            Bundle = command is Command.ByLedger ? null : state.BundleHead,
            Tallies = tallies ?? [],
        };
        var decision = new Decision.Accepted(command, journal);
        state.Decisions.Add(decision);
        state.Outcomes[(command.Principal, command.RequestId)] =
            new KnownOutcome(journal.Id, command.Fingerprint, Refused: false);
        return decision;
    }

    private void Book(AccountKind kind, WalletRow wallet, Lot lot, long units)
    {
        if (units == 0)
            return;
        var change = ChangeOf(wallet);
        change.Add(lot, units, kind == AccountKind.Held ? units : 0);
        Add(new TotalKey(wallet.Coin, (TotalKind)kind, ""), units);
        var after = kind == AccountKind.Held ? change.Held : change.Balance - change.Held;
        entries.Add(new EntryRecord(
            kind, wallet.Coin, units, null, wallet.Id, wallet.MemberId, after, ++change.Version, lot));
    }

    /// <summary>From which lots so many coins are taken, in order. A late report takes those that were there when it
    /// happened, where they are enough.</summary>
    public List<(Lot Lot, long Units)> Taking(WalletRow wallet, long units, IReadOnlyList<Provenance> only)
    {
        var late = command.Then is not null && LotsOf(wallet).Where(l => CanTake(wallet, l, only))
            .Sum(l => Math.Clamp(ThenIn(wallet, l.Lot), 0, l.Free)) >= units;
        var picked = new List<(Lot, long)>();
        foreach (var lot in LotsOf(wallet))
        {
            if (units == 0)
                break;
            if (!CanTake(wallet, lot, only))
                continue;
            var part = Math.Min(units, late ? Math.Clamp(ThenIn(wallet, lot.Lot), 0, lot.Free) : lot.Free);
            if (part == 0)
                continue;
            picked.Add((lot.Lot, part));
            units -= part;
        }
        return units == 0 ? picked : throw new InvalidOperationException(
            $"Wallet {wallet.Id} lacks {units}, which a guard must have seen.");
    }

    private bool CanTake(WalletRow wallet, LotBalance lot, IReadOnlyList<Provenance> only) =>
        lot.CanBeTaken(TimeOf(wallet), ActiveUntilOf(wallet)) && (only.Count == 0 || only.Contains(lot.Lot.Provenance));

    private bool IsExpired(WalletRow wallet, Lot lot) => lot.IsExpired(TimeOf(wallet), ActiveUntilOf(wallet));

    private DateTimeOffset? ActiveUntilOf(WalletRow wallet) =>
        changes.TryGetValue(wallet.Id, out var change) ? change.ActiveUntil : wallet.ActiveUntil;

    private List<LotBalance> LotsOf(WalletRow wallet) =>
        changes.TryGetValue(wallet.Id, out var change) ? change.Lots : wallet.Lots;

    private List<HoldPart> HoldsOf(WalletRow wallet) =>
        changes.TryGetValue(wallet.Id, out var change) ? change.Holds : wallet.Holds;

    private WalletDraft ChangeOf(WalletRow wallet)
    {
        if (changes.TryGetValue(wallet.Id, out var change))
            return change;
        return changes[wallet.Id] = new WalletDraft(wallet, at);
    }

    private void Add(TotalKey key, long units) => totals[key] = totals.GetValueOrDefault(key) + units;

    /// <summary>Invariant 1, asserted in release builds too: for each asset the entries sum to zero.</summary>
    private void AssertBalanced()
    {
        // Few entries and fewer assets: looking each asset up again is faster than a dictionary for each command.
        var balanced = true;
        foreach (var first in entries)
        {
            Int128 sum = 0;
            foreach (var entry in entries)
                if (entry.Asset == first.Asset)
                    sum += entry.Units;
            balanced &= sum == 0;
        }
        if (!balanced || (entries.Count == 0 && !command.Kind.MayBeEmpty()))
            throw new InvalidOperationException(
                $"The entries of {command.Kind} {command.RequestId} do not sum to zero.");
    }
}
