using Federation.Ledger.V1;

namespace Federation.Web;

/// <summary>What journals are called in the portal: as in the wallet, and those that a member does not see.</summary>
internal static class BrandJournals
{
    /// <summary>The kinds that a list of a coin can be of.</summary>
    public static readonly IReadOnlyList<JournalKind> Listed =
    [
        JournalKind.Earn, JournalKind.Redeem, JournalKind.Refund, JournalKind.Clawback, JournalKind.Exchange,
        JournalKind.Reverse, JournalKind.Hold, JournalKind.Capture, JournalKind.Release, JournalKind.Gift,
        JournalKind.Adjust, JournalKind.Confirm, JournalKind.Expire, JournalKind.RecordNotice,
    ];

    public static string NameOf(JournalKind kind, WebTexts t) => kind switch
    {
        JournalKind.Freeze or JournalKind.Unfreeze => t.KindFroze,
        JournalKind.Program or JournalKind.Reward => t.KindOrder,
        JournalKind.Adjust => t.TotalAdjusted,
        _ => JournalKinds.NameOf(kind, t),
    };
}
