using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands on a wallet, and payments across brands.</summary>
internal static partial class Posting
{
    private static Refusal? OnWallet(Draft draft, Func<Draft, WalletRow, Refusal?> effect)
    {
        if (draft.NamedWallet is not { } wallet)
            return WalletNotFound(draft.Command.Wallet!.Value.Coin);
        return Immovable(wallet) ?? effect(draft, wallet);
    }

    private static Refusal? Earn(Draft draft, WalletRow wallet)
    {
        var command = draft.Command;
        if (command.Original is { } purchase && draft.StatusOfSpending(purchase) is var spending)
        {
            if (spending.IsUndone)
                return AlreadyUndone;
            if (spending.Earnings >= LedgerLimits.Earnings)
                return new Refusal(
                    ErrorReason.TooManyEarnings, $"{LedgerLimits.Earnings} earnings name the purchase already.")
                    .With("maximum", LedgerLimits.Earnings);
            draft.SetStatus(purchase.Id, spending with { Earnings = spending.Earnings + 1 });
        }
        var lot = draft.NewLot(wallet);
        if (!lot.ExpiresWithActivity && lot.IsExpired(draft.TimeOf(wallet), null))
            return new Refusal(ErrorReason.AlreadyExpired, $"Coins earned at {command.EffectiveTime:O} expired at {lot.ExpiresAt:O}.");
        var pays = Math.Min(command.Units, -wallet.Receivable);
        draft.Touch(wallet);
        draft.Book(AccountKind.Issued, wallet.Coin, -command.Units);
        draft.BookReceivable(wallet, pays);
        draft.Book(wallet, lot, command.Units - pays);
        return null;
    }

    private static Refusal? Redeem(Draft draft, WalletRow wallet)
    {
        if (CannotSpend(draft, wallet) is { } refusal)
            return refusal;
        draft.Take(wallet, draft.Command.Units, draft.Command.Provenances);
        draft.Book(AccountKind.Redeemed, wallet.Coin, draft.Command.Units);
        draft.Touch(wallet);
        return null;
    }

    private static Refusal? CannotSpend(Draft draft, WalletRow wallet)
    {
        if (Unspendable(wallet) is { } refusal)
            return refusal;
        var available = draft.Available(wallet, draft.Command.Provenances);
        return available < draft.Command.Units ? Insufficient(wallet, available) : null;
    }

    private static Refusal? Clawback(Draft draft, WalletRow wallet)
    {
        var units = draft.Command.Units;
        if (draft.Command.Original is { } earning)
        {
            var status = draft.StatusOfEarning(earning);
            if (status.Reversed)
                return AlreadyUndone;
            var remaining = Earned(earning) - status.ClawedBack;
            if (units > remaining)
                return ExceedsRest(remaining, Earned(earning));
        }
        Claw(draft, wallet, units, draft.Command.Original);
        return null;
    }

    /// <summary>Takes coins back: those of the earning first, pending or not, then what is available; the rest becomes owed.</summary>
    private static void Claw(Draft draft, WalletRow wallet, long units, JournalRecord? earning)
    {
        var missing = units;
        if (earning?.Entries.FirstOrDefault(e => e.Kind == AccountKind.Wallet) is { Lot: { } lot })
        {
            var part = Math.Min(missing, OwnIn(draft, wallet, lot, earning));
            draft.Book(wallet, lot, -part);
            missing -= part;
        }
        var available = Math.Min(missing, draft.Available(wallet, []));
        draft.Take(wallet, available, []);
        draft.BookReceivable(wallet, -(missing - available));
        draft.Book(AccountKind.ClawedBack, wallet.Coin, units);
        if (earning is not null && draft.StatusOfEarning(earning) is var status)
            draft.SetStatus(earning.Id, status with { ClawedBack = status.ClawedBack + units });
    }

    /// <summary>Free coins in the lot of an earning. Coins of one lot are as good as each other, but for those that wait for a
    /// confirmation: each earning has its own.</summary>
    private static long OwnIn(Draft draft, WalletRow wallet, Lot lot, JournalRecord earning)
    {
        var free = draft.FreeIn(wallet, lot);
        return lot.AwaitsConfirmation ? Math.Min(free, Awaiting(draft, earning)) : free;
    }

    /// <summary>How many coins of an earning wait for its confirmation: clawbacks take them first.</summary>
    private static long Awaiting(Draft draft, JournalRecord earning)
    {
        var status = draft.StatusOfEarning(earning);
        var brought = earning.Entries.Where(e => e.Lot?.AwaitsConfirmation == true).Sum(e => e.Units);
        return status.Confirmed || status.Reversed ? 0 : brought - Math.Min(brought, status.ClawedBack);
    }

    /// <summary>All that an earning gave, whether it went to the wallet or paid a debt.</summary>
    private static long Earned(JournalRecord earning) => -earning.Entries.Where(e => e.Kind == AccountKind.Issued).Sum(e => e.Units);

    private static Refusal? Adjust(Draft draft, WalletRow wallet)
    {
        var units = draft.Command.Units;
        if (units > 0)
        {
            draft.Touch(wallet);
            draft.Book(wallet, draft.NewLot(wallet), units);
        }
        else if (draft.Available(wallet, []) is var available && available < -units)
            return Insufficient(wallet, available);
        else
            draft.Take(wallet, -units, []);
        draft.Book(AccountKind.Adjusted, wallet.Coin, -units);
        return null;
    }

    private static Refusal? Gift(Draft draft, WalletRow giver)
    {
        if (draft.State.Find(draft.Command.Recipient!.Value) is not { } receiver)
            return WalletNotFound(giver.Coin);
        if ((Immovable(receiver) ?? CannotSpend(draft, giver)) is { } refusal)
            return refusal;
        draft.Touch(giver);
        draft.Touch(receiver);
        foreach (var (lot, units) in draft.Taking(giver, draft.Command.Units, draft.Command.Provenances))
        {
            draft.Book(giver, lot, -units);
            draft.Book(receiver, lot, units);
        }
        return null;
    }

    private static Refusal? SetFrozen(Draft draft, WalletRow wallet, bool frozen)
    {
        draft.SetFrozen(wallet, frozen);
        return null;
    }

    private static Refusal? Close(Draft draft, WalletRow wallet)
    {
        draft.Expire(wallet);
        var balance = draft.LiveBalance(wallet);
        if (balance != 0 || wallet.Receivable != 0)
            return new Refusal(ErrorReason.WalletNotEmpty, $"The wallet has {balance} coins, and {-wallet.Receivable} are owed.")
                .With("balance", balance).With("receivable", -wallet.Receivable);
        draft.Close(wallet);
        return null;
    }

    /// <summary>In unlinked and closed wallets coins expire as well.</summary>
    private static Refusal? Expire(Draft draft)
    {
        if (draft.NamedWallet is { } wallet)
            draft.Expire(wallet);
        return null;
    }

    private static Refusal? Confirm(Draft draft)
    {
        var earning = draft.Command.Original!;
        if (earning.Kind != JournalKind.Earn)
            return NotPending;
        if (ImmovableOriginal(draft, earning) is { } refusal)
            return refusal;
        var status = draft.StatusOfEarning(earning);
        if (status.Reversed)
            return AlreadyUndone;
        var awaiting = earning.Entries.FirstOrDefault(e => e.Lot?.AwaitsConfirmation == true);
        if (awaiting is null || status.Confirmed)
            return NotPending;
        var units = Awaiting(draft, earning);
        if (units == 0)
            return AlreadyUndone;
        var wallet = draft.State.Wallets[awaiting.WalletId!.Value];
        var (lot, now) = (awaiting.Lot!.Value, draft.TimeOf(wallet));
        draft.Touch(wallet);
        draft.Book(wallet, lot, -units);
        draft.Book(wallet, draft.NewLot(wallet, lot.Provenance, now), units);
        draft.SetStatus(earning.Id, status with { Confirmed = true });
        return null;
    }

    private static Refusal? Post(Draft draft)
    {
        if (CannotPost(draft) is { } refusal)
            return refusal;
        foreach (var leg in draft.Command.Legs)
        {
            if (leg.Wallet is not { } key)
            {
                draft.Book(leg.Kind, leg.Asset, leg.Units, leg.Party);
                continue;
            }
            var wallet = draft.State.Find(key)!;
            draft.Touch(wallet);
            if (leg.Units > 0)
                draft.Book(wallet, draft.NewLot(wallet), leg.Units);
            else if (CannotTake(draft, wallet, leg) is { } lacking)
                return lacking;
            else
                draft.Take(wallet, -leg.Units, ProvenanceWall.Outgoing);
        }
        return null;
    }

    /// <summary>Whether something is used up, or a wallet is missing or in no state for its leg.</summary>
    private static Refusal? CannotPost(Draft draft)
    {
        foreach (var consumption in draft.Command.Consumes)
            if (draft.State.Consumed.Contains(consumption.Key))
                return consumption.WhenUsed;
        foreach (var leg in draft.Command.Legs)
            if (leg.Wallet is { } key)
            {
                if (draft.State.Find(key) is not { } wallet)
                    return WalletNotFound(key.Coin);
                if ((leg.Units < 0 ? Unspendable(wallet) : Immovable(wallet)) is { } refusal)
                    return refusal;
            }
        return null;
    }

    /// <summary>Whether a wallet has too little for a leg, or the member's cap leaves too little. Counts the leg against the cap.</summary>
    private static Refusal? CannotTake(Draft draft, WalletRow wallet, Leg leg)
    {
        var available = draft.Available(wallet, ProvenanceWall.Outgoing);
        if (available < -leg.Units)
            return Insufficient(wallet, available);
        if (leg.DailyCap > 0)
        {
            var remaining = draft.CapRemaining(wallet, leg.DailyCap);
            if (-leg.Units > remaining)
                return new Refusal(ErrorReason.DailyCapExceeded,
                    $"The member's cap of {leg.DailyCap} a day leaves {remaining} today.").With("remaining", remaining);
            draft.CountAgainstCap(wallet, -leg.Units);
        }
        return null;
    }

    private static readonly Refusal NotPending = new(ErrorReason.NotPending, "The earning does not wait for a confirmation.");
}
