using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What kinds of journals have in common.</summary>
internal static class JournalKinds
{
    /// <summary>Kinds with which a member pays. They can be refunded, and coins can be earned on them.</summary>
    public static bool IsSpending(this JournalKind kind) =>
        kind is JournalKind.Redeem or JournalKind.Capture or JournalKind.Exchange;

    /// <summary>Kinds that can be undone as a whole.</summary>
    public static bool IsReversible(this JournalKind kind) => kind.IsSpending()
        || kind is JournalKind.Earn or JournalKind.Clawback or JournalKind.Adjust or JournalKind.Gift;

    /// <summary>Kinds that never move coins: they change only a wallet's state, a hold's end or tallies.</summary>
    public static bool IsAlwaysEmpty(this JournalKind kind) => kind is JournalKind.ExtendHold or JournalKind.Freeze
        or JournalKind.Unfreeze or JournalKind.CloseWallet or JournalKind.Program or JournalKind.Reward;

    /// <summary>Kinds that may have no entries. The release of a hold that has ended moves nothing, nor does a notice
    /// of coins that were spent meanwhile.</summary>
    public static bool MayBeEmpty(this JournalKind kind) => kind.IsAlwaysEmpty()
        || kind is JournalKind.Release or JournalKind.RecordNotice;
}
