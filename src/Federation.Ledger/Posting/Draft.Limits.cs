using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>The bounds of what a command may leave: of a wallet, of its journal and of totals.</summary>
internal sealed partial class Draft
{
    /// <summary>Refuses what would make a wallet or the journal larger than they may be. A wallet that is larger
    /// already is not kept from what makes it smaller.</summary>
    public Refusal? TooLarge()
    {
        var maximum = command is Command.Undoing
            ? LedgerLimits.EntriesOfUndoing : LedgerLimits.Entries;
        if (entries.Count > maximum)
            return new Refusal(
                ErrorReason.JournalTooLarge,
                $"The command would book {entries.Count} entries; at most {maximum} are taken.")
                .With("maximum", maximum);
        foreach (var (id, change) in changes)
            if (TooLarge(state.Wallets[id], change) is { } refusal)
                return refusal;
        return null;
    }

    private Refusal? TooLarge(WalletRow before, WalletDraft after)
    {
        var bringsNewCoins = command is Command.Earn or Command.Adjust or Command.Gift or Command.Exchange;
        var maximum = bringsNewCoins ? LedgerLimits.Lots : LedgerLimits.LotsGivenBack;
        if (after.Lots.Count > maximum && after.Lots.Count > before.Lots.Count)
            return new Refusal(
                ErrorReason.TooManyLots,
                $"The wallet of {ResourceNames.Coin(before.Coin)} would have more than {maximum} lots.")
                .With("maximum", maximum);
        if (after.Holds.Count > LedgerLimits.HeldParts && after.Holds.Count > before.Holds.Count)
            return new Refusal(ErrorReason.TooManyHolds,
                $"Open holds would take from more than {LedgerLimits.HeldParts} lots of the wallet of "
                + $"{ResourceNames.Coin(before.Coin)}.")
                .With("maximum", LedgerLimits.HeldParts);
        return null;
    }

    /// <summary>AMOUNT_OVERFLOW when a total would leave its range: the last guard.</summary>
    public Refusal? OutOfRange()
    {
        foreach (var (key, units) in totals)
        {
            var total = (Int128)state.SlotTotals.GetValueOrDefault(key)
                + state.TotalChanges.GetValueOrDefault(key) + units;
            if (Int128.Abs(total) > Units.MaxTotal)
                return new Refusal(ErrorReason.AmountOverflow,
                    $"The total of {key.Kind} in {key.Asset} would leave the range of 2^62.");
            // What one brand's coins move on accounts of others is bounded by what that brand may owe, so the brand
            // whose coins they are is refused, and no other. What is undone gives back a payment that was within the
            // bound.
            if (key.Kind == TotalKind.Position && units < 0 && total < -Units.MaxDebt
                && command is not Command.Undoing)
                return new Refusal(
                    ErrorReason.AmountOverflow,
                    $"{ResourceNames.Partner(key.Party)} would owe more than 10^16 of {key.Asset}.")
                    .With("partner", ResourceNames.Partner(key.Party));
        }
        return null;
    }

    /// <summary>Counts a gift on its day.</summary>
    public void CountGift(WalletRow giver, int day)
    {
        var change = ChangeOf(giver);
        (change.GiftDay, change.Gifts) = (day, giver.GiftsOn(day) + 1);
    }
}
