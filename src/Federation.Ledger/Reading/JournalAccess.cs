using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>Who may read a journal, and whose coins.</summary>
internal static class JournalAccess
{
    /// <summary>Whether the caller may know of a journal: its principal, the issuers of the coins that it moved,
    /// alliance admins and modules; a member, where it moved coins of the member's that it may see.</summary>
    public static bool MaySee(Caller caller, DirectorySnapshot directory, JournalRecord journal)
    {
        if (caller.Member is { } self)
            return journal.Entries.Any(e => e.MemberId == self.Value && SeesCoin(caller, directory, e.Asset));
        return journal.Principal == caller.Principal || journal.Coins().Any(c => SeesCoin(caller, directory, c));
    }

    /// <summary>Whether the caller sees wallets of a coin: all, for alliance admins and modules; its own, for the
    /// issuer; for a member its own of the brands whose customer it has shown to be.</summary>
    public static bool SeesCoin(Caller caller, DirectorySnapshot directory, string coin)
    {
        if (caller.IsAllianceAdmin || caller.Module is not null)
            return true;
        return directory.Coins.TryGetValue(coin, out var known)
            && (caller.Member is null ? known.PartnerId == caller.PartnerId : caller.Brands.Contains(known.PartnerId));
    }

    /// <summary>Refuses a member whose own coins a journal moved, and none that it may see.</summary>
    /// <exception cref="RefusalException">BRAND_NOT_PROVEN.</exception>
    public static void RequireProven(Caller caller, DirectorySnapshot directory, JournalRecord journal)
    {
        if (caller.Member is { } self && journal.Entries.FirstOrDefault(e => e.MemberId == self.Value) is { } own
            && directory.Coins.TryGetValue(own.Asset, out var coin))
            caller.RequireProven(coin.PartnerId, journal.Id.Name);
    }
}
