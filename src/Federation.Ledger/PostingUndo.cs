using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Undoing: Refund gives a part or all of a spending back, Reverse undoes a whole journal that was a mistake.</summary>
internal static partial class Posting
{
    private static Refusal? Refund(Draft draft)
    {
        var original = draft.Command.Original!;
        if (original.Kind is not (JournalKind.Redeem or JournalKind.Exchange))
            return new Refusal(ErrorReason.NotRefundable, $"A journal of kind {original.Kind} cannot be refunded.");
        if (ImmovableOriginal(draft, original) is { } refusal)
            return refusal;
        var undone = draft.UndoneOf(original);
        if (undone.Reversed)
            return AlreadyUndone;
        var whole = original.Entries.Where(e => e.Kind == AccountKind.Redeemed).Sum(e => e.Units);
        var remaining = whole - undone.Units;
        var units = draft.Command.Units == 0 ? remaining : draft.Command.Units;
        if (units > remaining || remaining == 0)
            return new Refusal(ErrorReason.RefundExceedsRest, $"{remaining} of {whole} units are left to refund.").With("remaining", remaining);
        GiveBack(draft, original, whole, undone.Units, units);
        draft.Undo(original, undone with { Units = undone.Units + units });
        return null;
    }

    /// <summary>Each leg gives back <c>floor(leg * R / b)</c> less what it gave before; the settlement's remainder goes to
    /// rounding, so that the parts add up to the whole exactly.</summary>
    private static void GiveBack(Draft draft, JournalRecord original, long whole, long before, long units)
    {
        var settlement = 0L;
        EntryRecord? money = null;
        foreach (var entry in original.Entries)
        {
            if (entry.Kind is AccountKind.Position or AccountKind.Fees or AccountKind.Rounding)
                money = entry;
            if (entry.Kind == AccountKind.Rounding)
                continue;
            var part = Part(entry.Units, before + units, whole) - Part(entry.Units, before, whole);
            if (entry.WalletId is { } id)
                draft.Book(entry.Kind, draft.State.Wallets[id], -part);
            else
                draft.Book(entry.Kind, entry.Asset, -part, entry.Party);
            if (entry.Kind is AccountKind.Position or AccountKind.Fees)
                settlement -= part;
        }
        if (money is not null)
            draft.Book(AccountKind.Rounding, money.Asset, -settlement);
    }

    private static long Part(long leg, long units, long whole)
    {
        var magnitude = (long)((Int128)Math.Abs(leg) * units / whole);
        return leg < 0 ? -magnitude : magnitude;
    }

    private static Refusal? Reverse(Draft draft)
    {
        var original = draft.Command.Original!;
        if (original.Kind is JournalKind.Refund or JournalKind.Reverse)
            return new Refusal(ErrorReason.NotReversible, $"A journal of kind {original.Kind} cannot be reversed.");
        if (ImmovableOriginal(draft, original) is { } refusal)
            return refusal;
        var undone = draft.UndoneOf(original);
        if (undone.Reversed || undone.Units > 0)
            return AlreadyUndone;
        foreach (var entry in original.Entries)
            if (entry is { Kind: AccountKind.Wallet, Units: > 0, WalletId: { } id } && draft.State.Wallets[id] is var wallet
                && wallet.Balance < entry.Units)
                return new Refusal(ErrorReason.AlreadySpent, $"{wallet.Balance} of the {entry.Units} coins to take back are left.")
                    .With("available", wallet.Balance);
        foreach (var entry in original.Entries)
            ReverseEntry(draft, original, entry);
        draft.Undo(original, undone with { Reversed = true });
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
        if (entry.Kind == AccountKind.Receivable && original.Kind == JournalKind.Clawback)
        {
            // Of what the clawback made owed, earnings may have paid a part since: that part goes to the wallet.
            var owed = -entry.Units;
            var paid = owed - Math.Min(owed, -wallet.Receivable);
            draft.Book(AccountKind.Receivable, wallet, -paid);
            draft.Book(AccountKind.Receivable, wallet, owed);
            draft.Book(AccountKind.Wallet, wallet, paid);
            return;
        }
        draft.Book(entry.Kind, wallet, -entry.Units);
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
}
