using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// Payments that were authorized and are captured in parts. With <c>C</c> captured and <c>R</c> refunded or reversed,
/// the member has given what the terms ask for the first <c>C - R</c> coins made, and while the authorization is open,
/// what they ask for the
/// <c>b - C</c> after those is held. Every capture, refund and reversal moves from one such state to the next, so the
/// alliance's share over the hold is never negative, in whatever order they come.
/// </summary>
internal static partial class Posting
{
    /// <summary>Takes a part of an authorized payment.</summary>
    private static Refusal? CapturePayment(Draft draft, Command.CapturePayment command)
    {
        var hold = command.Held;
        if (ImmovableOriginal(draft, hold.Journal) is { } refusal)
            return refusal;
        var status = draft.StatusOfHold(hold.Id);
        var rest = RestOf(draft, hold);
        if (rest == 0)
            return Ended(draft, hold.Journal);
        if (command.Units > rest)
            return ExceedsHold(rest);
        BookRange(draft, hold, status.Net, status.Net + command.Units);
        if (!command.KeepsRest)
            foreach (var (wallet, part) in PartsOf(draft, hold.Journal))
                ReleasePart(draft, hold.Journal, wallet, part, part.Units);
        status = status with { Captured = status.Captured + command.Units };
        draft.SetStatus(hold.Id, command.KeepsRest ? status : status.Close());
        return null;
    }

    /// <summary>Gives back a part of what was captured of an authorized payment. While the authorization is open, the
    /// coins that its rest needs stay held. One whose time is over is closed, since what its rest would need is given
    /// back: a clock that is set back must not open it again.</summary>
    private static void GiveCaptureBack(Draft draft, PaymentHold hold, long units)
    {
        var status = draft.StatusOfHold(hold.Id);
        var net = status.Net;
        var rest = RestOf(draft, hold);
        var (kept, before) = (hold.Terms.UpTo(net - units + rest), hold.Terms.UpTo(net + rest));
        BookRange(draft, hold, net, net - units, kept);
        for (var i = 0; i < before.Length; i++)
        {
            var needed = Math.Max(kept[i].Paid, hold.Terms.UpTo(net)[i].Paid);
            ReleaseLast(draft, hold, WalletOf(draft, hold, i), before[i].Paid - needed);
        }
        status = status with { Refunded = status.Refunded + units };
        draft.SetStatus(hold.Id, RanOut(draft, hold.Journal) ? status.Close() : status);
    }

    /// <summary>How many of the coins made can still be captured.</summary>
    private static long RestOf(Draft draft, PaymentHold hold) =>
        draft.StatusOfHold(hold.Id) is { State: HoldState.Open, Captured: var captured } && !RanOut(draft, hold.Journal)
            ? hold.Terms.Units - captured : 0;

    /// <summary>Books the step from so many coins made, net of refunds, to so many; back where that is fewer.</summary>
    /// <param name="kept">Of a step back: up to where, leg by leg, the coins stay held; none do where null.</param>
    private static void BookRange(Draft draft, PaymentHold hold, long from, long to, LegAmounts[]? kept = null)
    {
        var terms = hold.Terms;
        var (before, after) = (terms.UpTo(from), terms.UpTo(to));
        for (var i = 0; i < after.Length; i++)
            MoveCoins(draft, hold, i, before[i].Paid, after[i].Paid, kept?[i].Paid ?? 0);
        foreach (var move in terms.Moves(from, to).GroupBy(m => (m.Kind, m.Asset, m.Party)))
            draft.Book(move.Key.Kind, move.Key.Asset, move.Sum(m => m.Units), move.Key.Party);
        AssertShare(terms, after);
    }

    /// <summary>The alliance's share over the whole hold is never negative; asserted in release builds too.</summary>
    private static void AssertShare(PaymentTerms terms, LegAmounts[] amounts)
    {
        for (var i = 0; i < amounts.Length; i++)
            if (!terms.Legs[i].IsOwn && (amounts[i].Rounding < 0 || amounts[i].Fee < 0))
                throw new InvalidOperationException(
                    $"The alliance's share would be {amounts[i]} on {ResourceNames.Coin(terms.Legs[i].Coin)}.");
    }

    /// <summary>The first coins of the hold are those that are taken first, and the last of them those that come back
    /// first.</summary>
    private static void MoveCoins(Draft draft, PaymentHold hold, int leg, long from, long to, long kept)
    {
        if (to == from)
            return;
        var wallet = WalletOf(draft, hold, leg);
        if (to > from)
        {
            TakeHeld(draft, wallet, hold.Id, to - from);
            return;
        }
        foreach (var (lot, start, end) in LotsOf(hold.Journal, wallet).Reverse())
        {
            var freed = Overlap(start, end, Math.Max(to, kept), from);
            draft.GiveBack(wallet, lot, freed);
            draft.GiveBackToCap(wallet, hold.Journal, freed);
            draft.HoldAgain(wallet, hold, lot, Overlap(start, end, to, Math.Min(from, kept)));
        }
    }

    /// <summary>Takes coins out of a hold in the order of taking.</summary>
    private static void TakeHeld(Draft draft, WalletRow wallet, JournalId holdId, long units)
    {
        var parts = draft.PartsOf(wallet, holdId);
        if (parts.Sum(p => p.Units) < units)
            throw new InvalidOperationException($"The hold {holdId} has less than {units} in wallet {wallet.Id}.");
        draft.Touch(wallet);
        foreach (var part in parts)
        {
            var taken = Math.Min(units, part.Units);
            if (taken > 0)
                draft.TakeHeld(wallet, part, taken);
            units -= taken;
        }
    }

    /// <summary>Releases the coins of a hold that would be taken last.</summary>
    private static void ReleaseLast(Draft draft, PaymentHold hold, WalletRow wallet, long units)
    {
        foreach (var part in Enumerable.Reverse(draft.PartsOf(wallet, hold.Id)))
        {
            var released = Math.Min(units, part.Units);
            if (released > 0)
                ReleasePart(draft, hold.Journal, wallet, part, released);
            units -= released;
        }
    }

    private static void ReleasePart(Draft draft, JournalRecord hold, WalletRow wallet, HoldPart part, long units)
    {
        draft.Release(wallet, part, units);
        draft.GiveBackToCap(wallet, hold, units);
    }

    /// <summary>What the hold set aside in a wallet, lot by lot: of all its coins those from a place on up to
    /// another.</summary>
    private static IEnumerable<(Lot Lot, long Start, long End)> LotsOf(JournalRecord hold, WalletRow wallet)
    {
        var at = 0L;
        foreach (var move in hold.CoinMoves().Where(m => m.Kind == AccountKind.Held && m.WalletId == wallet.Id))
        {
            yield return (move.Lot, at, at + move.Units);
            at += move.Units;
        }
    }

    private static long Overlap(long start, long end, long from, long until) =>
        Math.Max(0, Math.Min(end, until) - Math.Max(start, from));

    private static WalletRow WalletOf(Draft draft, PaymentHold hold, int leg) =>
        draft.State.Wallets[hold.Journal.CoinMoves().First(
            m => m.Kind == AccountKind.Held && m.Coin == hold.Terms.Legs[leg].Coin).WalletId];
}
