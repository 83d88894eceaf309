using Federation.Ledger.V1;

namespace Federation.Ledger.Tests;

/// <summary>
/// Derives wallets from nothing but the entries, group by group, and holds the rows against them: the invariants of the
/// books, after each commit.
/// </summary>
internal sealed class BooksProof(MemoryBooks books)
{
    private readonly Dictionary<Guid, Derived> derived = [];
    private readonly Dictionary<JournalId, HashSet<Guid>> walletsOfHold = [];
    private readonly Dictionary<Guid, long> tallies = [];
    private int proved;

    /// <summary>Proves what was committed since the last time.</summary>
    public void Prove()
    {
        for (; proved < books.Groups.Count; proved++)
        {
            var group = books.Groups[proved];
            if (group.Number != proved + 1)
                throw new InvalidOperationException($"Group {proved + 1} has the number {group.Number}.");
            var changed = new HashSet<Guid>();
            foreach (var decision in group.Decisions)
                if (decision.Journal is { } journal)
                    Follow(journal, changed);
            foreach (var wallet in changed)
                Compare(wallet);
            ProveBundles(group);
        }
    }

    /// <summary>Proves the totals against the entries of all time.</summary>
    public void ProveTotals()
    {
        var sums = new Dictionary<TotalKey, Int128>();
        foreach (
            var journal in books.Groups.SelectMany(g => g.Decisions).Select(d => d.Journal).OfType<JournalRecord>())
            foreach (var entry in journal.Entries.Where(e => e.Kind != AccountKind.Receivable))
            {
                var key = new TotalKey(entry.Asset, (TotalKind)entry.Kind, entry.Party ?? "");
                sums[key] = sums.GetValueOrDefault(key) + entry.Units;
            }
        foreach (var (key, sum) in sums)
            Require(books.Total(key) == sum, $"the total of {key} is {books.Total(key)}, the entries say {sum}");
        foreach (var coin in books.Wallets.Select(w => books.Wallet(w).Coin).Distinct())
        {
            var open = books.Total(new TotalKey(coin, TotalKind.ReceivableOwed, "")) - books.Total(
                new TotalKey(coin, TotalKind.ReceivablePaid, ""));
            var owed = -books.Wallets.Select(books.Wallet).Where(w => w.Coin == coin).Sum(w => w.Receivable);
            Require(open == owed, $"{open} of {coin} are owed by the totals, {owed} by the wallets");
        }
    }

    /// <summary>Tallies moved from what they were, within their bounds; parts stand where their head stands.</summary>
    private void ProveBundles(CommittedGroup group)
    {
        var heads = new HashSet<JournalId>();
        foreach (var decision in group.Decisions)
        {
            if (decision.Journal is not { } journal)
                continue;
            if (decision.Command is Command.Bundle bundle)
            {
                Follow(journal, bundle);
                heads.Add(journal.Id);
            }
            Require(journal.Bundle is not { } head || heads.Contains(head), $"{journal.Kind} stands without its head");
        }
        foreach (var (id, units) in tallies)
            Require(books.Tally(id) == units, $"a tally is {books.Tally(id)}, the entries say {units}");
    }

    private void Follow(JournalRecord journal, Command.Bundle bundle)
    {
        Require(journal.Tallies.Select(t => t.Tally).SequenceEqual(bundle.Steps.Select(s => s.Tally)),
            "a head does not move its tallies");
        foreach (var (step, move) in bundle.Steps.Zip(journal.Tallies))
        {
            var before = tallies.GetValueOrDefault(move.Tally);
            Require(move.After == before + move.Units, $"a tally of {before} is {move.After} after {move.Units}");
            Require(move.After <= step.AtMost && move.After >= step.AtLeast, $"a tally is out of bounds: {move.After}");
            Require((step.Expected ?? before) == before, $"a tally of {before} was expected to be {step.Expected}");
            tallies[move.Tally] = move.After;
        }
    }

    private void Follow(JournalRecord journal, HashSet<Guid> changed)
    {
        foreach (var asset in journal.Entries.GroupBy(e => e.Asset))
            Require(asset.Sum(e => e.Units) == 0, $"{journal.Kind} does not sum to zero in {asset.Key}");
        foreach (var entry in journal.Entries.Where(e => e.WalletId is not null))
        {
            var wallet = Of(entry.WalletId!.Value);
            wallet.Book(entry, journal);
            changed.Add(entry.WalletId.Value);
            if (journal.Kind == JournalKind.Hold && walletsOfHold.TryAdd(journal.Id, [entry.WalletId.Value]) is false)
                walletsOfHold[journal.Id].Add(entry.WalletId.Value);
            var hold = journal.Kind == JournalKind.Hold ? journal.Id
                : journal.Kind is JournalKind.Refund or JournalKind.Reverse
                ? books.Find(journal.Corrects!.Value)!.Journal!.Corrects : journal.Corrects;
            if (entry.Kind == AccountKind.Held)
                wallet.BookHold(hold!.Value, entry);
            // No coin ends unannounced, but for those of which a year passed in vain.
            Require(
                journal.Kind != JournalKind.Expire || entry.Lot is not { IsUnannounced: true } lot
                    || lot.ExpiresAt!.Value.AddDays(365) <= journal.Time,
                $"{entry.Lot} ended at {journal.Time:O}, unannounced");
        }
        if (journal.Kind is JournalKind.Hold or JournalKind.ExtendHold)
        {
            var hold = journal.Kind == JournalKind.Hold ? journal.Id : journal.Corrects!.Value;
            foreach (var wallet in walletsOfHold[hold])
                Of(wallet).Until[hold] = journal.Until!.Value;
            changed.UnionWith(walletsOfHold[hold]);
        }
        foreach (var wallet in changed)
            Of(wallet).RequireSound(journal);
    }

    private Derived Of(Guid wallet) =>
        derived.TryGetValue(wallet, out var found) ? found : derived[wallet] = new Derived();

    private void Compare(Guid id)
    {
        var (row, own) = (books.Wallet(id), Of(id));
        Require(row.Balance == own.Free.Values.Sum() + own.Held.Values.Sum(), $"a wallet's balance is {row.Balance}");
        Require(row.Held == own.Held.Values.Sum(), $"a wallet has {row.Held} held");
        Require(row.Receivable == own.Receivable && row.Receivable <= 0, $"a wallet's receivable is {row.Receivable}");
        Require(row.Version == own.Version, $"a wallet's version is {row.Version}, the entries are {own.Version}");
        var lots = own.Free.Keys.Union(own.Held.Keys)
            .Select(l => (l, Remaining: own.Free.GetValueOrDefault(l) + own.Held.GetValueOrDefault(l),
                Held: own.Held.GetValueOrDefault(l)))
            .Where(l => l.Remaining != 0).OrderBy(l => l.l.Code);
        Require(row.Lots.Select(l => (l.Lot, l.Remaining, l.Held))
            .SequenceEqual(lots), "a wallet's lots are not what the entries say");
        var holds = own.Holds.Where(h => h.Value != 0)
            .Select(h => (h.Key.Hold, h.Key.Lot, h.Value, own.Until[h.Key.Hold])).ToHashSet();
        Require(holds.SetEquals(row.Holds.Select(h => (h.HoldId, h.Lot, h.Units, h.Until))),
            "a wallet's holds are not what the entries say");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException($"The books are wrong: {otherwise}.");
    }

    /// <summary>A wallet as the entries tell it.</summary>
    private sealed class Derived
    {
        public Dictionary<Lot, long> Free { get; } = [];

        public Dictionary<Lot, long> Held { get; } = [];

        public Dictionary<(JournalId Hold, Lot Lot), long> Holds { get; } = [];

        public Dictionary<JournalId, DateTimeOffset> Until { get; } = [];

        public long Receivable { get; private set; }

        public long Version { get; private set; }

        private DateTimeOffset last;

        public void Book(EntryRecord entry, JournalRecord journal)
        {
            Require(entry.Version == ++Version,
                $"an entry of {journal.Kind} has version {entry.Version} after {Version - 1}");
            Require(journal.Time >= last, $"{journal.Kind} is before the wallet's last");
            last = journal.Time;
            if (entry.Kind == AccountKind.Receivable)
                Receivable += entry.Units;
            else
            {
                var lots = entry.Kind == AccountKind.Held ? Held : Free;
                lots[entry.Lot!.Value] = lots.GetValueOrDefault(entry.Lot.Value) + entry.Units;
            }
            var after = entry.Kind switch
            {
                AccountKind.Receivable => Receivable,
                AccountKind.Held => Held.Values.Sum(),
                _ => Free.Values.Sum(),
            };
            Require(entry.BalanceAfter == after,
                $"an entry of {journal.Kind} leaves {entry.BalanceAfter}, not {after}");
        }

        public void BookHold(JournalId hold, EntryRecord entry) =>
            Holds[(hold, entry.Lot!.Value)] = Holds.GetValueOrDefault((hold, entry.Lot.Value)) + entry.Units;

        public void RequireSound(JournalRecord journal) => Require(
            Free.Values.All(u => u >= 0) && Held.Values.All(u => u >= 0) && Holds.Values.All(u => u >= 0)
            && Receivable <= 0,
            $"{journal.Kind} takes more than there is");
    }
}
