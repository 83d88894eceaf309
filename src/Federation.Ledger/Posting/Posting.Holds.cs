using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Two-phase spending: coins are set aside, then captured or released. A hold that has ended is released by
/// whatever touches its wallet next, or by the sweeper.</summary>
internal static partial class Posting
{
    private static Refusal? Hold(Draft draft, Command.Hold command, WalletRow wallet)
    {
        if (CannotSpend(draft, wallet, command.Units, command.Provenances) is { } refusal)
            return refusal;
        var until = draft.TimeOf(wallet) + command.Lifetime;
        draft.Hold(wallet, command.Units, command.Provenances, until);
        draft.Until = until;
        return null;
    }

    /// <summary>Coins of several wallets are set aside for a payment across brands.</summary>
    private static Refusal? HoldPayment(Draft draft, Command.HoldPayment command)
    {
        if (CannotPay(draft, command) is { } refusal)
            return refusal;
        var wallets = command.WalletKeys().Select(draft.State.Require).ToList();
        var until = wallets.Max(draft.TimeOf) + command.Lifetime;
        foreach (var (wallet, leg) in wallets.Zip(command.Legs))
        {
            if (CannotTake(draft, wallet, leg) is { } lacking)
                return lacking;
            draft.Hold(wallet, -leg.Units, ProvenanceWall.Outgoing, until);
        }
        draft.Until = until;
        return null;
    }

    private static Refusal? Capture(Draft draft, Command.Capture command)
    {
        var hold = command.Held;
        if (ImmovableOriginal(draft, hold) is { } refusal)
            return refusal;
        var parts = PartsOf(draft, hold);
        if (parts.Count == 0)
            return Ended(draft, hold);
        var held = parts.Sum(p => p.Part.Units);
        var units = command.Units == 0 ? held : command.Units;
        if (units > held)
            return ExceedsHold(held);
        var (wallet, rest) = (parts[0].Wallet, units);
        var left = new List<(WalletRow Wallet, HoldPart Part)>();
        foreach (var (owner, part) in parts)
        {
            var taken = Math.Min(rest, part.Units);
            if (taken > 0)
                draft.TakeHeld(owner, part, taken);
            rest -= taken;
            left.Add((owner, part with { Units = part.Units - taken }));
        }
        draft.Book(AccountKind.Redeemed, wallet.Coin, units);
        if (!command.KeepsRest)
            foreach (var (owner, part) in left.Where(p => p.Part.Units > 0))
                draft.Release(owner, part, part.Units);
        draft.Touch(wallet);
        return null;
    }

    private static Refusal? Release(Draft draft, Command.Release command)
    {
        var hold = command.Held;
        var parts = PartsOf(draft, hold);
        var payment = PaymentHold.Of(hold);
        if (parts.Count == 0 && (payment is null || RestOf(draft, payment) == 0))
            return RanOut(draft, hold) ? null : Ended(draft, hold);
        var held = parts.Sum(p => p.Part.Units);
        var rest = command.Units == 0 ? held : command.Units;
        if (rest > held)
            return ExceedsHold(held);
        // What would be taken last is given back first.
        foreach (var (wallet, part) in Enumerable.Reverse(parts))
        {
            var units = Math.Min(rest, part.Units);
            if (units > 0)
                ReleasePart(draft, hold, wallet, part, units);
            rest -= units;
        }
        if (payment is not null)
            draft.SetStatus(hold.Id, draft.StatusOfHold(hold.Id).Close());
        return null;
    }

    private static Refusal? ExtendHold(Draft draft, Command.ExtendHold command)
    {
        var hold = command.Held;
        var parts = PartsOf(draft, hold);
        if (parts.Count == 0)
            return Ended(draft, hold);
        var until = parts.Max(p => draft.TimeOf(p.Wallet)) + command.Lifetime;
        foreach (var (wallet, part) in parts)
            draft.Extend(wallet, part, until);
        draft.Until = until;
        return null;
    }

    private static List<(WalletRow Wallet, HoldPart Part)> PartsOf(Draft draft, JournalRecord hold) =>
    [
        .. from id in draft.Command.OriginalWalletIds()
           let wallet = draft.State.Wallets[id]
           from part in draft.PartsOf(wallet, hold.Id)
           select (wallet, part),
    ];

    /// <summary>Why nothing of a hold is left.</summary>
    private static Refusal Ended(Draft draft, JournalRecord hold) => RanOut(draft, hold)
        ? new Refusal(ErrorReason.HoldExpired, "The hold's time has passed; what it held is available again.")
        : new Refusal(ErrorReason.HoldClosed, "All of the hold was captured or released.");

    /// <summary>Whether a hold ended by its time. The ledger marks those whose rest it released. A payment's hold may
    /// have nothing left to release, where its captures rounded up to the last coin: then its time tells.</summary>
    private static bool RanOut(Draft draft, JournalRecord hold)
    {
        var status = draft.StatusOfHold(hold.Id);
        return status.State == HoldState.Expired || (hold.Terms is { } terms && status.State == HoldState.Open
            && status.Captured < terms.Units
            && hold.Until <= draft.Command.OriginalWalletIds().Max(id => draft.TimeOf(draft.State.Wallets[id])));
    }

    private static Refusal ExceedsHold(long remaining) =>
        new Refusal(ErrorReason.CaptureExceedsHold, $"The hold has {remaining}.").With("remaining", remaining);

    /// <summary>When a command is decided: now. What moves between wallets is seen by both at one moment, which is not
    /// before either was touched last, so that nobody is given coins that are gone by the journal's time.</summary>
    private static DateTimeOffset DecisionTime(GroupState state, Command command)
    {
        var at = state.Now;
        if (command is not (Command.Gift or Command.Payment))
            return at;
        foreach (var key in command.WalletKeys())
            if (state.Find(key) is { } wallet)
                at = wallet.TimeAt(at);
        return at;
    }

    private static Command.ByLedger ByLedger(GroupState state, JournalKind kind) =>
        new(new Envelope { Principal = Principal.Ledger, RequestId = state.NextId().Value, Fingerprint = [] }, kind);
}
