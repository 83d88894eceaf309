using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands on a wallet, and payments across brands.</summary>
internal static partial class Posting
{
    private static Refusal? Earn(Draft draft, Command.Earn command, WalletRow wallet)
    {
        if (command.Purchase is { } purchase && draft.StatusOfSpending(purchase) is var spending)
        {
            if (spending.IsUndone)
                return AlreadyUndone;
            if (spending.Earnings >= LedgerLimits.Earnings)
                return new Refusal(
                    ErrorReason.TooManyEarnings, $"{LedgerLimits.Earnings} earnings name the purchase already.")
                    .With("maximum", LedgerLimits.Earnings);
            draft.SetStatus(purchase.Id, spending with { Earnings = spending.Earnings + 1 });
        }
        var lot = draft.NewLot(wallet, command);
        if (!lot.ExpiresWithActivity && lot.IsExpired(draft.TimeOf(wallet), null))
            return new Refusal(
                ErrorReason.AlreadyExpired, $"Coins earned at {command.EffectiveTime:O} expired at {lot.ExpiresAt:O}.");
        var pays = Math.Min(command.Units, -wallet.Receivable);
        draft.Touch(wallet);
        draft.Book(AccountKind.Issued, wallet.Coin, -command.Units);
        draft.BookReceivable(wallet, pays);
        draft.Book(wallet, lot, command.Units - pays);
        return null;
    }

    private static Refusal? Redeem(Draft draft, Command.Redeem command, WalletRow wallet)
    {
        if (CannotSpend(draft, wallet, command.Units, command.Provenances) is { } refusal)
            return refusal;
        draft.Take(wallet, command.Units, command.Provenances);
        draft.Book(AccountKind.Redeemed, wallet.Coin, command.Units);
        draft.Touch(wallet);
        return null;
    }

    private static Refusal? CannotSpend(
        Draft draft, WalletRow wallet, long units, IReadOnlyList<Provenance> provenances)
    {
        if (Unspendable(wallet) is { } refusal)
            return refusal;
        var available = draft.Available(wallet, provenances);
        return available < units ? Insufficient(wallet, available) : null;
    }

    private static Refusal? Clawback(Draft draft, Command.Clawback command, WalletRow wallet)
    {
        var units = command.Units;
        if (command.Earning is { } earning)
        {
            var status = draft.StatusOfEarning(earning);
            if (status.Reversed)
                return AlreadyUndone;
            var remaining = Earned(earning) - status.ClawedBack;
            if (units > remaining)
                return ExceedsRest(remaining, Earned(earning));
        }
        Claw(draft, wallet, units, command.Earning);
        return null;
    }

    /// <summary>Takes coins back: those of the earning first, pending or not, then what is available; the rest becomes
    /// owed.</summary>
    private static void Claw(Draft draft, WalletRow wallet, long units, JournalRecord? earning)
    {
        var missing = units;
        if (earning is not null && LotOf(draft, earning) is { } lot)
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

    /// <summary>Where an earning's coins are: in the lot that it brought, or that it was confirmed to.</summary>
    private static Lot? LotOf(Draft draft, JournalRecord earning) => draft.StatusOfEarning(earning).ConfirmedTo
        ?? earning.Entries.FirstOrDefault(e => e.Kind == AccountKind.Wallet)?.Lot;

    /// <summary>Free coins in the lot of an earning. Coins of one lot are as good as each other, but for those that
    /// wait for a confirmation: each earning has its own.</summary>
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
    private static long Earned(JournalRecord earning) =>
        -earning.Entries.Where(e => e.Kind == AccountKind.Issued).Sum(e => e.Units);

    private static Refusal? Adjust(Draft draft, Command.Adjust command, WalletRow wallet)
    {
        if (command.NotIfFrozen && Unspendable(wallet) is { } unspendable)
            return unspendable;
        var units = command.Units;
        if (units > 0)
        {
            draft.Touch(wallet);
            draft.Book(wallet, draft.NewLot(wallet, command.Provenance), units);
        }
        else if (draft.Available(wallet, []) is var available && available < -units)
            return Insufficient(wallet, available);
        else
            draft.Take(wallet, -units, []);
        draft.Book(AccountKind.Adjusted, wallet.Coin, -units);
        return null;
    }

    private static Refusal? Gift(Draft draft, Command.Gift command, WalletRow giver)
    {
        if (draft.State.Find(command.Recipient) is not { } receiver)
            return WalletNotFound(giver.Coin);
        if ((Immovable(receiver) ?? CannotSpend(draft, giver, command.Units, command.Provenances)
            ?? CountGift(draft, giver)) is { } refusal)
            return refusal;
        draft.Touch(giver);
        draft.Touch(receiver);
        foreach (var (lot, units) in draft.Taking(giver, command.Units, command.Provenances))
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
            return new Refusal(
                ErrorReason.WalletNotEmpty, $"The wallet has {balance} coins, and {-wallet.Receivable} are owed.")
                .With("balance", balance).With("receivable", -wallet.Receivable);
        draft.Close(wallet);
        return null;
    }

    /// <summary>In unlinked and closed wallets coins expire as well.</summary>
    private static Refusal? Expire(Draft draft, Command.Expire command)
    {
        if (draft.State.Find(command.Wallet) is { } wallet)
            draft.Expire(wallet);
        return null;
    }

    private static Refusal? Confirm(Draft draft, Command.Confirm command)
    {
        var earning = command.Earning;
        if (earning.Kind != JournalKind.Earn)
            return NotPending;
        if (ImmovableOriginal(draft, earning) is { } refusal)
            return refusal;
        var status = draft.StatusOfEarning(earning);
        if (status.Reversed)
            return AlreadyUndone;
        if (status.Confirmed
            || earning.Entries.FirstOrDefault(e => e.Lot?.AwaitsConfirmation == true)?.Move is not { } pending)
            return NotPending;
        var units = Awaiting(draft, earning);
        if (units == 0)
            return AlreadyUndone;
        var wallet = draft.State.Wallets[pending.WalletId];
        var lot = pending.Lot;
        draft.Touch(wallet);
        draft.Book(wallet, lot, -units);
        var confirmed = draft.ConfirmedLot(wallet, lot.Provenance);
        draft.Book(wallet, confirmed, units);
        draft.SetStatus(earning.Id, status with { Confirmed = true, ConfirmedTo = confirmed });
        return null;
    }

    private static Refusal? Exchange(Draft draft, Command.Exchange command)
    {
        if (CannotPay(draft, command) is { } refusal)
            return refusal;
        foreach (var leg in command.Legs)
        {
            if (leg.Wallet is not { } key)
            {
                draft.Book(leg.Kind, leg.Asset, leg.Units, leg.Party);
                continue;
            }
            var wallet = draft.State.Require(key);
            draft.Touch(wallet);
            if (leg.Units > 0)
                draft.Book(wallet, draft.NewLot(wallet, Provenance.Earned), leg.Units);
            else if (CannotTake(draft, wallet, leg) is { } lacking)
                return lacking;
            else
                draft.Take(wallet, -leg.Units, ProvenanceWall.Outgoing);
        }
        return null;
    }

    /// <summary>Whether something is used up, or a wallet is missing or in no state for its leg.</summary>
    private static Refusal? CannotPay(Draft draft, Command.Payment command)
    {
        if (Used(draft) is { } used)
            return used;
        foreach (var leg in command.Legs)
            if (leg.Wallet is { } key)
            {
                if (draft.State.Find(key) is not { } wallet)
                    return WalletNotFound(key.Coin);
                if ((leg.Units < 0 ? Unspendable(wallet) : Immovable(wallet)) is { } refusal)
                    return refusal;
            }
        return null;
    }

    /// <summary>Whether a wallet has too little for a leg, or the member's cap leaves too little. Counts the leg
    /// against the cap.</summary>
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

    private static readonly Refusal NotPending =
        new(ErrorReason.NotPending, "The earning does not wait for a confirmation.");
}
