using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>Who may read a journal.</summary>
internal static class JournalAccess
{
    /// <summary>Whether the caller may know of a journal: its principal, the issuers of the coins that it moved,
    /// alliance admins and modules.</summary>
    public static bool MaySee(Caller caller, DirectorySnapshot directory, JournalRecord journal) =>
        caller.IsAllianceAdmin || caller.Module is not null || journal.Principal == caller.Principal
        || journal.Coins().Any(coin =>
            directory.Coins.TryGetValue(coin, out var known) && known.PartnerId == caller.PartnerId);
}
