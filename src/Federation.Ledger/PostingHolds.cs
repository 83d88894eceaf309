using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Two-phase spending: coins are set aside, then captured or released. A hold that has ended is released by whatever touches
/// its wallet next, or by the sweeper.</summary>
internal static partial class Posting
{
    private static Refusal? Hold(Draft draft, WalletRow wallet)
    {
        if (CannotSpend(draft, wallet) is { } refusal)
            return refusal;
        var until = draft.TimeOf(wallet) + draft.Command.Lifetime;
        draft.Hold(wallet, draft.Command.Units, draft.Command.Provenances, until);
        draft.Until = until;
        return null;
    }

    /// <summary>Coins of several wallets are set aside for a payment across brands.</summary>
    private static Refusal? HoldLegs(Draft draft)
    {
        if (CannotPost(draft) is { } refusal)
            return refusal;
        var wallets = draft.Command.Legs.Select(l => draft.State.Find(l.Wallet!.Value)!).ToList();
        var until = wallets.Max(draft.TimeOf) + draft.Command.Lifetime;
        foreach (var (wallet, leg) in wallets.Zip(draft.Command.Legs))
        {
            if (CannotTake(draft, wallet, leg) is { } lacking)
                return lacking;
            draft.Hold(wallet, -leg.Units, Exchangeable, until);
        }
        draft.Until = until;
        return null;
    }

    /// <summary>A payment across brands out of what was set aside for it, whole or a part.</summary>
    private static Refusal? CaptureLegs(Draft draft)
    {
        var hold = draft.Command.Original!;
        if (ImmovableOriginal(draft, hold) is { } refusal)
            return refusal;
        if (PartsOf(draft, hold).Count == 0 && (!IsUnclosed(draft, hold) || RanOut(draft, hold)))
            return Ended(draft, hold);
        foreach (var leg in draft.Command.Legs)
        {
            if (leg.Wallet is not { } key)
                draft.Book(leg.Kind, leg.Asset, leg.Units, leg.Party);
            else if (draft.State.Find(key) is not { } wallet)
                return WalletNotFound(key.Coin);
            else if (TakeHeld(draft, wallet, hold, -leg.Units) is { } lacking)
                return lacking;
        }
        if (!draft.Command.KeepsRest)
            foreach (var (wallet, part) in PartsOf(draft, hold))
                draft.Release(wallet, part, part.Units);
        var undone = draft.UndoneOf(hold);
        draft.Undo(hold, undone with
        {
            Units = undone.Units + draft.Command.Legs.Where(l => l.Kind == AccountKind.Redeemed).Sum(l => l.Units),
            Confirmed = !draft.Command.KeepsRest,
        });
        return null;
    }

    private static Refusal? TakeHeld(Draft draft, WalletRow wallet, JournalRecord hold, long units)
    {
        var parts = draft.PartsOf(wallet, hold.Id);
        var held = parts.Sum(p => p.Units);
        if (held < units)
            return ExceedsHold(held);
        draft.Touch(wallet);
        foreach (var part in parts)
        {
            var taken = Math.Min(units, part.Units);
            if (taken > 0)
                draft.TakeHeld(wallet, part, taken);
            units -= taken;
        }
        return null;
    }

    private static Refusal? Capture(Draft draft)
    {
        var hold = draft.Command.Original!;
        if (ImmovableOriginal(draft, hold) is { } refusal)
            return refusal;
        var parts = PartsOf(draft, hold);
        if (parts.Count == 0)
            return Ended(draft, hold);
        var held = parts.Sum(p => p.Part.Units);
        var units = draft.Command.Units == 0 ? held : draft.Command.Units;
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
        if (!draft.Command.KeepsRest)
            foreach (var (owner, part) in left.Where(p => p.Part.Units > 0))
                draft.Release(owner, part, part.Units);
        draft.Touch(wallet);
        return null;
    }

    private static Refusal? Release(Draft draft)
    {
        var hold = draft.Command.Original!;
        var parts = PartsOf(draft, hold);
        if (parts.Count == 0 && (!IsUnclosed(draft, hold) || RanOut(draft, hold)))
            return RanOut(draft, hold) ? null : Ended(draft, hold);
        var held = parts.Sum(p => p.Part.Units);
        var rest = draft.Command.Units == 0 ? held : draft.Command.Units;
        if (rest > held)
            return ExceedsHold(held);
        // What would be taken last is given back first.
        foreach (var (wallet, part) in Enumerable.Reverse(parts))
        {
            var units = Math.Min(rest, part.Units);
            if (units > 0)
                draft.Release(wallet, part, units);
            rest -= units;
        }
        if (hold.Detail is not null)
            draft.Undo(hold, draft.UndoneOf(hold) with { Confirmed = true });
        return null;
    }

    private static Refusal? ExtendHold(Draft draft)
    {
        var hold = draft.Command.Original!;
        var parts = PartsOf(draft, hold);
        if (parts.Count == 0)
            return Ended(draft, hold);
        var until = parts.Max(p => draft.TimeOf(p.Wallet)) + draft.Command.Lifetime;
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

    /// <summary>Whether the ledger released what was left of a hold because its time had passed: that may have been moved since the hold was made, so it
    /// is marked. Of a payment's hold with nothing to release the time tells.</summary>
    private static bool RanOut(Draft draft, JournalRecord hold) => draft.UndoneOf(hold.Id).Reversed || (IsUnclosed(draft, hold)
        && hold.Until <= draft.Command.OriginalWalletIds().Max(id => draft.TimeOf(draft.State.Wallets[id])));

    /// <summary>Whether parts of a payment across brands were captured, and neither was the rest given back nor has the ledger released it. There
    /// may be such a rest though nothing is held: where the parts before it rounded up to the last coin, it takes none.</summary>
    private static bool IsUnclosed(Draft draft, JournalRecord hold) =>
        hold.Detail is not null && draft.UndoneOf(hold) is { Units: > 0, Reversed: false, Confirmed: false };

    private static Refusal ExceedsHold(long remaining) =>
        new Refusal(ErrorReason.CaptureExceedsHold, $"The hold has {remaining}.").With("remaining", remaining);

    /// <summary>When a command is decided: now. What moves between wallets is seen by both at one moment, which is not before either was
    /// touched last, so that nobody is given coins that are gone by the journal's time.</summary>
    private static DateTimeOffset MomentOf(GroupState state, Command command)
    {
        var moment = state.Now;
        if (command.Recipient is null && command.Legs.Count == 0)
            return moment;
        foreach (var key in command.WalletKeys())
            if (state.Find(key) is { } wallet)
                moment = wallet.TimeAt(moment);
        return moment;
    }

    private static Command ByLedger(GroupState state, JournalKind kind) => new()
    {
        Kind = kind,
        Principal = Ledger,
        RequestId = state.NextId(),
        Fingerprint = [],
    };
}
