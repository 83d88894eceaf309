using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// What a caller may see of a journal: the one rule for every answer that has journals. Modules and alliance admins see
/// all. A brand sees of other brands' coins how many moved, and neither a member's balance nor its lots; and it gets
/// the name of members that it knows: those whose coins of its own the journal moved, and those with an open wallet of
/// its coins. With the name of another, it could join the purchases of somebody who never became its member.
/// </summary>
/// <param name="memberName">The caller's names of members.</param>
/// <param name="isOwn">Whether the caller issues a coin; null for callers that see all.</param>
/// <param name="known">Members that the caller knows besides those of its own coins in a journal.</param>
internal sealed class JournalView(Func<Guid, string> memberName, Func<string, bool>? isOwn, IReadOnlySet<Guid> known)
{
    /// <summary>Stands for a member whom the caller does not know.</summary>
    private const string Unknown = "members/-";

    /// <summary>For modules and alliance admins.</summary>
    public static JournalView Whole(Func<Guid, string> memberName) => new(memberName, null, new HashSet<Guid>());

    public Journal Of(JournalRecord record)
    {
        var journal = record.ToJournal(isOwn is null ? memberName : id => Knows(record, id) ? memberName(id) : Unknown);
        if (isOwn is not null)
            foreach (var (entry, shown) in record.Entries.Zip(journal.Entries))
                if (entry.WalletId is not null && !isOwn(entry.Asset))
                    Hide(shown);
        return journal;
    }

    private bool Knows(JournalRecord record, Guid member) =>
        known.Contains(member) || record.Entries.Any(e => e.MemberId == member && isOwn!(e.Asset));

    private static void Hide(Entry entry)
    {
        entry.ClearBalanceAfterUnits();
        entry.ClearVersion();
        entry.Lot = null;
    }
}
