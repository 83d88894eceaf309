using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Undoing: Refund gives a part or all of a spending back, Reverse undoes a whole journal that was a mistake.
/// Coins go back to the lots that they came from.</summary>
internal static partial class Posting
{
    private static Refusal? Refund(Draft draft, Command.Refund command)
    {
        var original = command.Original;
        if (!original.Kind.IsSpending())
            return new Refusal(ErrorReason.NotRefundable, $"A journal of kind {original.Kind} cannot be refunded.");
        if (ImmovableOriginal(draft, command.Held?.Journal ?? original) is { } refusal)
            return refusal;
        var status = draft.StatusOfSpending(original);
        if (status.Reversed)
            return AlreadyUndone;
        var whole = Redeemed(original);
        var remaining = whole - status.Refunded;
        var units = command.Units == 0 ? remaining : command.Units;
        if (units > remaining || remaining == 0)
            return ExceedsRest(remaining, whole);
        if (command.Held is { } hold)
            GiveCaptureBack(draft, hold, units);
        else
            GiveBack(draft, original, whole, status.Refunded, units);
        ClawEarnings(draft, command, whole, status.Refunded, units);
        draft.SetStatus(original.Id, status with { Refunded = status.Refunded + units });
        return null;
    }

    private static long Redeemed(JournalRecord original) =>
        original.Entries.Where(e => e.Kind == AccountKind.Redeemed).Sum(e => e.Units);

    /// <summary>Each leg gives back <c>floor(leg * R / b)</c> less what it gave before. What that leaves of an asset
    /// goes to the account that took the remainder: rounding of money, what exchanges made of a coin. So each journal
    /// sums to zero, and the parts add up to the whole exactly.</summary>
    private static void GiveBack(Draft draft, JournalRecord original, long whole, long before, long units)
    {
        var left = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var taken in original.CoinMoves().GroupBy(m => (Id: m.WalletId, m.Coin)))
        {
            // What a capture released and what expired of it at once, it did not take.
            var expired = original.Entries
                .Where(e => e.Kind == AccountKind.Expired && e.Asset == taken.Key.Coin).Sum(e => e.Units);
            var leg = -taken.Sum(m => m.Units) - expired;
            var (from, until) = (Portion(leg, before, whole), Portion(leg, before + units, whole));
            GiveLotsBack(draft, draft.State.Wallets[taken.Key.Id], [.. taken], leg, from, until);
            draft.GiveBackToCap(draft.State.Wallets[taken.Key.Id], original, until - from);
            left[taken.Key.Coin] = left.GetValueOrDefault(taken.Key.Coin) + from - until;
        }
        foreach (var entry in original.Entries.Where(
            e => !e.MovesCoins && e.Kind != AccountKind.Expired && !TakesRemainder(e.Kind)))
        {
            var part = Portion(entry.Units, before + units, whole) - Portion(entry.Units, before, whole);
            draft.Book(entry.Kind, entry.Asset, -part, entry.Party);
            left[entry.Asset] = left.GetValueOrDefault(entry.Asset) + part;
        }
        AssertShare(original, whole, before + units);
        foreach (var (asset, rest) in left)
        {
            var isMoney = original.Entries.Any(e => e.Asset == asset && e.Kind.IsMoney());
            draft.Book(isMoney ? AccountKind.Rounding : AccountKind.ExchangedIn, asset, rest);
        }
    }

    /// <summary>The alliance's share of a payment less its refunds is never negative; asserted in release builds
    /// too.</summary>
    private static void AssertShare(JournalRecord original, long whole, long refunded)
    {
        var share = -original.Entries.Where(e => e.Kind == AccountKind.Position)
            .Sum(e => e.Units - Portion(e.Units, refunded, whole));
        if (share < 0)
            throw new InvalidOperationException($"The alliance's share of {original.Id} would be {share}.");
    }

    private static bool TakesRemainder(AccountKind kind) => kind is AccountKind.Rounding or AccountKind.ExchangedIn;

    /// <summary>Gives a range of a wallet's leg back, in the reverse order of taking. A capture took what was first
    /// in its entries; what follows is the rest that it released.</summary>
    private static void GiveLotsBack(
        Draft draft, WalletRow wallet, List<CoinMove> moves, long leg, long from, long until)
    {
        var taken = new List<(Lot Lot, long Units)>();
        var missing = leg;
        foreach (var move in moves.Where(m => m.Units < 0))
        {
            var units = Math.Min(missing, -move.Units);
            taken.Add((move.Lot, units));
            missing -= units;
        }
        var at = 0L;
        foreach (var (lot, units) in Enumerable.Reverse(taken))
        {
            draft.GiveBack(wallet, lot, Math.Max(0, Math.Min(until, at + units) - Math.Max(from, at)));
            at += units;
        }
    }

    private static long Portion(long leg, long units, long whole)
    {
        var magnitude = (long)((Int128)Math.Abs(leg) * units / whole);
        return leg < 0 ? -magnitude : magnitude;
    }

    /// <summary>What was earned on a purchase is clawed back as far as the purchase is undone: of what no clawback took
    /// yet, the share that is undone now of what was left of the purchase.</summary>
    private static void ClawEarnings(Draft draft, Command.Undoing command, long whole, long before, long units)
    {
        foreach (var earning in command.Earnings)
        {
            var status = draft.StatusOfEarning(earning);
            var wallet = draft.State.Wallets[earning.Entries.Select(e => e.WalletId).OfType<Guid>().First()];
            if (status.Reversed || wallet.State == WalletState.Closed)
                continue;
            var claw = Portion(Earned(earning) - status.ClawedBack, units, whole - before);
            if (claw == 0)
                continue;
            Claw(draft, wallet, claw, earning);
        }
    }

    private static Refusal? Reverse(Draft draft, Command.Reverse command)
    {
        var original = command.Original;
        if (!original.Kind.IsReversible())
            return new Refusal(ErrorReason.NotReversible, $"A journal of kind {original.Kind} cannot be reversed.");
        if (ImmovableOriginal(draft, command.Held?.Journal ?? original) is { } refusal)
            return refusal;
        var status = draft.StatusOf(original);
        if (status.IsUndone)
            return AlreadyUndone;
        // A clawback of an earning counts with it, and of pending coins it took the earning's own: to undo it, earn the
        // coins anew.
        if (original is { Kind: JournalKind.Clawback, Corrects: not null })
            return new Refusal(
                ErrorReason.NotReversible, "The clawback of an earning cannot be reversed; earn the coins anew.");
        if (status is JournalStatus.Earning { Confirmed: true })
            return new Refusal(ErrorReason.NotReversible, "The earning was confirmed; claw it back.");
        if (Spent(draft, command) is { } spent)
            return spent;
        var whole = Redeemed(original);
        if (command.Held is { } hold)
            GiveCaptureBack(draft, hold, whole);
        else if (original.Entries.Any(e => e.Kind == AccountKind.Held))
            GiveBack(draft, original, whole, 0, whole);
        else
            foreach (var entry in original.Entries)
                ReverseEntry(draft, original, entry);
        if (original.Kind.IsSpending() && whole > 0)
            ClawEarnings(draft, command, whole, 0, whole);
        draft.SetStatus(original.Id, status.AfterReversal());
        return null;
    }

    /// <summary>ALREADY_SPENT where coins that the journal brought are not in their lots any more.</summary>
    private static Refusal? Spent(Draft draft, Command.Reverse command)
    {
        var original = command.Original;
        // What a capture brought is the rest that it released, which stays.
        if (command.Held is not null || original.Entries.Any(e => e.Kind == AccountKind.Held))
            return null;
        foreach (var brought in original.CoinMoves().Where(m => m is { Kind: AccountKind.Wallet, Units: > 0 })
            .GroupBy(m => (m.WalletId, m.Lot)))
        {
            var units = brought.Sum(m => m.Units);
            var left = draft.FreeIn(draft.State.Wallets[brought.Key.WalletId], brought.Key.Lot);
            if (left < units)
                return new Refusal(ErrorReason.AlreadySpent, $"{left} of the {units} coins to take back are left.")
                    .With("available", left);
        }
        return null;
    }

    private static void ReverseEntry(Draft draft, JournalRecord original, EntryRecord entry)
    {
        if (entry.WalletId is not { } id)
        {
            draft.Book(entry.Kind, entry.Asset, -entry.Units, entry.Party);
            return;
        }
        var wallet = draft.State.Wallets[id];
        if (entry is { Kind: AccountKind.Wallet, Lot: { } lot })
        {
            if (entry.Units < 0)
            {
                draft.GiveBack(wallet, lot, -entry.Units);
                draft.GiveBackToCap(wallet, original, -entry.Units);
            }
            else
                draft.Book(wallet, lot, -entry.Units);
            return;
        }
        if (original.Kind != JournalKind.Clawback)
        {
            draft.BookReceivable(wallet, -entry.Units);
            return;
        }
        // Of what the clawback made owed, earnings may have paid a part since: that part goes to the wallet.
        var owed = -entry.Units;
        var paid = owed - Math.Min(owed, -wallet.Receivable);
        draft.BookReceivable(wallet, -paid);
        draft.BookReceivable(wallet, owed);
        draft.Book(wallet, draft.NewLot(wallet, Provenance.Earned, draft.TimeOf(wallet)), paid);
    }

    private static Refusal? ImmovableOriginal(Draft draft, JournalRecord original)
    {
        foreach (var entry in original.Entries)
            if (entry.WalletId is { } id && Immovable(draft.State.Wallets[id]) is { } refusal)
                return refusal;
        return null;
    }

    private static readonly Refusal AlreadyUndone =
        new(ErrorReason.AlreadyUndone, "The journal was reversed, or refunded in part, before.");

    private static Refusal ExceedsRest(long remaining, long whole) =>
        new Refusal(ErrorReason.RefundExceedsRest, $"{remaining} of {whole} units are left.")
            .With("remaining", remaining);
}
