using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Case = Federation.Ledger.V1.BatchItem.CommandOneofCase;

namespace Federation.Ledger;

internal sealed partial record Intake
{
    /// <summary>The table of commands: one row for each case.</summary>
    public static CommandHead HeadOf(BatchItem item) => item.CommandCase switch
    {
        Case.Earn => new(Case.Earn, item.Earn.RequestId, i => i.CommandOf(item.Earn))
        { Coin = item.Earn.Amount?.Coin, Original = Journal(item.Earn.Purchase) },
        Case.Redeem => new(Case.Redeem, item.Redeem.RequestId, i => i.CommandOf(item.Redeem))
        { Coin = item.Redeem.Amount?.Coin, Merchant = item.Redeem.Merchant },
        Case.Clawback => new(Case.Clawback, item.Clawback.RequestId, i => i.CommandOf(item.Clawback))
        { Coin = item.Clawback.Amount?.Coin, Original = Journal(item.Clawback.Journal) },
        Case.Refund => new(Case.Refund, item.Refund.RequestId, i => i.CommandOf(item.Refund))
        { Original = Journal(item.Refund.Journal), Undoes = true },
        Case.Reverse => new(Case.Reverse, item.Reverse.RequestId, i => i.CommandOf(item.Reverse))
        { Original = Journal(item.Reverse.Journal), Undoes = true },
        Case.Adjust =>
        new(Case.Adjust, item.Adjust.RequestId, i => i.CommandOf(item.Adjust)) { Coin = item.Adjust.Coin },
        Case.Gift => new(Case.Gift, item.Gift.RequestId, i => i.CommandOf(item.Gift)) { Coin = item.Gift.Amount?.Coin },
        Case.Hold => new(Case.Hold, item.Hold.RequestId, i => i.CommandOf(item.Hold))
        { Coin = item.Hold.Amount?.Coin, Merchant = item.Hold.Merchant },
        Case.Capture => new(
            Case.Capture, item.Capture.RequestId, i =>
            i.CommandOf(item.Capture))
        { Original = OfHold(item.Capture.Hold) },
        Case.Release => new(Case.Release, item.Release.RequestId,
            i => i.CommandOf(item.Release))
        { Original = OfHold(item.Release.Hold) },
        Case.ExtendHold => new(Case.ExtendHold, item.ExtendHold.RequestId, i => i.CommandOf(item.ExtendHold))
        { Original = OfHold(item.ExtendHold.Hold) },
        Case.Confirm => new(Case.Confirm, item.Confirm.RequestId, i => i.CommandOf(item.Confirm))
        { Original = Journal(item.Confirm.Journal) },
        Case.Freeze =>
        new(Case.Freeze, item.Freeze.RequestId, i => i.CommandOf(item.Freeze)) { Coin = CoinOf(item.Freeze.Wallet) },
        Case.Unfreeze => new(Case.Unfreeze, item.Unfreeze.RequestId,
            i => i.CommandOf(item.Unfreeze))
        { Coin = CoinOf(item.Unfreeze.Wallet) },
        Case.CloseWallet => new(Case.CloseWallet, item.CloseWallet.RequestId, i => i.CommandOf(item.CloseWallet))
        { Coin = CoinOf(item.CloseWallet.Wallet) },
        Case.RecordNotice => new(Case.RecordNotice, item.RecordNotice.RequestId, i => i.CommandOf(item.RecordNotice))
        { Coin = CoinOf(item.RecordNotice.Wallet) },
        _ => new(
            Case.None, "", _ =>
            throw new RefusalException(new Refusal(ErrorReason.FieldInvalid, "command: is required.")
            { Fields = [("command", "is required")] })),
    };

    private static JournalId? Journal(string name) => JournalId.TryParse(name, out var id) ? id : null;

    private static JournalId? OfHold(string name) =>
        JournalId.TryParse(name, ResourceNames.Holds, out var id) ? id : null;

    private static string? CoinOf(string wallet) =>
        ResourceNames.TryWallet(wallet, out _, out var coin) ? ResourceNames.Coin(coin) : null;
}
