namespace Federation.Ledger.Tests;

/// <summary>Holds the ledger's books against the model's; null where they agree.</summary>
internal static class Comparison
{
    public static string? OfWallets(PureLedger ledger, ModelBooks model)
    {
        if (ledger.Books.WalletIds.Count != model.Wallets.Count)
            return $"there are {ledger.Books.WalletIds.Count} wallets, the model has {model.Wallets.Count}";
        foreach (var (name, expected) in model.Wallets)
        {
            var row = ledger.Wallet(name);
            if (IsSame(row, ledger.Available(row), expected, ledger, model))
                continue;
            var found = WalletText.Of(row, ledger.Available(row), ledger.NameOf);
            var text = WalletText.Of(expected, model.Clock, hold => model.Journals[hold].Until!.Value);
            return $"{name} has\n    {found}\n  the model says\n    {text}";
        }
        return null;
    }

    private static bool IsSame(WalletRow row, long available, ModelWallet wallet, PureLedger ledger, ModelBooks model)
    {
        if ((row.Balance, row.Held, available, -row.Receivable, row.Version)
            != (wallet.Balance, wallet.Held, wallet.Available(wallet.TimeAt(model.Clock)), wallet.Owed, wallet.Version)
            || (row.State, row.Frozen, row.LastTime, row.ActiveUntil) != (
                wallet.State, wallet.Frozen, wallet.LastTime, wallet.ActiveUntil))
            return false;
        var lots = wallet.Coins.Select(c => c.Terms).Distinct().OrderBy(t => t.Order).ToList();
        if (lots.Count != row.Lots.Count || row.Holds.Count != wallet.Coins.Count(c => c.Hold is not null))
            return false;
        for (var i = 0; i < lots.Count; i++)
            if (WalletText.TermsOf(row.Lots[i].Lot) != lots[i] || row.Lots[i].Remaining != Sum(wallet, lots[i], null)
                || row.Lots[i].Held != Sum(wallet, lots[i], c => c.Hold is not null))
                return false;
        return row.Holds.TrueForAll(h => ledger.NameOf(h.HoldId) is var hold && model.Journals[hold].Until == h.Until
            && Sum(wallet, WalletText.TermsOf(h.Lot), c => c.Hold == hold) == h.Units);
    }

    private static long Sum(ModelWallet wallet, CoinTerms terms, Func<ModelCoins, bool>? only)
    {
        var sum = 0L;
        foreach (var coins in wallet.Coins)
            if (coins.Terms == terms && (only is null || only(coins)))
                sum += coins.Units;
        return sum;
    }

    public static string? OfJournals(Decided group, PureLedger ledger, ModelBooks model)
    {
        foreach (var step in group.Together == Together.Dry ? [] : group.Steps)
        {
            if (!model.Journals.TryGetValue(step.Journal, out var expected))
                continue;
            if (!ledger.Journals.TryGetValue(step.Journal, out var found))
                return $"'{step}' has no journal";
            if (!Sums(Moved(ledger, found)).SetEquals(Sums(Moved(expected))))
                return $"'{step}' booked\n    {Text(Moved(ledger, found))}\n  the model says\n    "
                + $"{Text(Moved(expected))}";
        }
        return null;
    }

    public static string? OfTotals(PureLedger ledger, ModelBooks model)
    {
        foreach (var key in ledger.Books.TotalKeys())
        {
            var name = key.Kind switch
            {
                TotalKind.Wallets => $"Wallet {key.Asset}",
                TotalKind.ReceivableOwed => $"Owed {key.Asset}",
                TotalKind.ReceivablePaid => $"Paid {key.Asset}",
                TotalKind.Position => $"Position {key.Party}",
                _ => $"{key.Kind} {key.Asset}",
            };
            if (ledger.Books.Total(key) != model.Totals.GetValueOrDefault(name))
                return $"the total of {name} is {ledger.Books.Total(key)}, the model says "
                + $"{model.Totals.GetValueOrDefault(name)}";
        }
        return null;
    }

    public static string? OfTallies(PureLedger ledger, ModelBooks model)
    {
        foreach (var (name, expected) in model.Tallies)
            if (ledger.Books.Tally(StepCommands.IdOf(name)) is var found && found != expected)
                return $"the tally {name} is {found}, the model says {expected}";
        return ledger.Books.Tallies.Count(t => t.Value != 0) == model.Tallies.Count(t => t.Value != 0) ? null
            : "the ledger has a tally that the model does not know";
    }

    private static IEnumerable<Move> Moved(PureLedger ledger, JournalRecord journal) =>
        journal.Entries.Select(e => new Move(
        e.Kind, e.WalletId is { } id ? ledger.NameOf(id) : e.Party ?? e.Asset, e.Units, e.Lot is { } lot
        ? WalletText.TermsOf(lot) : null));

    private static IEnumerable<Move> Moved(ModelJournal journal) => journal.Moves;

    /// <summary>What a journal came to on each account and lot.</summary>
    private static HashSet<Move> Sums(IEnumerable<Move> moves)
    {
        var sums = new Dictionary<Move, long>();
        foreach (var move in moves)
            sums[move with { Units = 0 }] = sums.GetValueOrDefault(move with { Units = 0 }) + move.Units;
        return [.. sums.Where(s => s.Value != 0).Select(s => s.Key with { Units = s.Value })];
    }

    private static string Text(IEnumerable<Move> moves) => string.Join("; ", Sums(moves)
        .Select(m => $"{m.Account} {m.Holder} {(m.Terms is { } terms ? WalletText.Lot(terms, m.Units, 0) : m.Units)}")
        .Order(StringComparer.Ordinal));
}
