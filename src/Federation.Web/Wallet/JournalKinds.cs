using Federation.Ledger.V1;

namespace Federation.Web;

/// <summary>What journals are called in a wallet.</summary>
internal static class JournalKinds
{
    public static string NameOf(JournalKind kind, WebTexts texts) => kind switch
    {
        JournalKind.Earn => texts.KindEarned,
        JournalKind.Redeem => texts.KindSpent,
        JournalKind.Clawback => texts.KindTakenBack,
        JournalKind.Refund => texts.KindRefunded,
        JournalKind.Reverse => texts.KindUndone,
        JournalKind.Exchange => texts.KindExchanged,
        JournalKind.Hold => texts.KindReserved,
        JournalKind.Capture => texts.KindCaptured,
        JournalKind.Release => texts.KindReleased,
        JournalKind.Gift => texts.KindGift,
        JournalKind.Expire => texts.KindExpired,
        JournalKind.RecordNotice => texts.KindNoticed,
        JournalKind.Confirm => texts.KindConfirmed,
        _ => texts.KindAdjusted,
    };
}
