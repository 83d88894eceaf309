using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// What a caller may see of a journal: the one rule for every answer that has journals. Modules and alliance admins see
/// all. A brand sees of other brands' coins how many moved, and neither a member's balance nor its lots; and it gets
/// the name of members that it knows: those whose coins of its own the journal moved, and those with an open wallet of
/// its coins. With the name of another, it could join the purchases of somebody who never became its member. A member
/// sees the entries on its own wallets of the coins that it may see, and no other; what another module recorded it sees
/// where it may see all that it gave and got.
/// </summary>
internal sealed class JournalView
{
    /// <summary>Stands for a member whom the caller does not know.</summary>
    private const string Unknown = "members/-";

    private readonly Func<Guid, string> memberName;
    private readonly Func<string, bool>? isOwn;
    private readonly IReadOnlySet<Guid> known;
    private readonly Guid? self;

    private JournalView(
        Func<Guid, string> memberName, Func<string, bool>? isOwn, IReadOnlySet<Guid> known, Guid? self = null) =>
        (this.memberName, this.isOwn, this.known, this.self) = (memberName, isOwn, known, self);

    /// <summary>For modules and alliance admins.</summary>
    public static JournalView Whole(Func<Guid, string> memberName) => new(memberName, null, new HashSet<Guid>());

    /// <param name="memberName">The brand's names of members.</param>
    /// <param name="isOwn">Whether the brand issues a coin.</param>
    /// <param name="known">Members that it knows besides those of its own coins in a journal.</param>
    public static JournalView OfBrand(
        Func<Guid, string> memberName, Func<string, bool> isOwn, IReadOnlySet<Guid> known) =>
        new(memberName, isOwn, known);

    /// <param name="memberName">The member's names of members.</param>
    /// <param name="sees">Whether the member may see its wallets of a coin.</param>
    /// <param name="self">The member.</param>
    public static JournalView OfMember(Func<Guid, string> memberName, Func<string, bool> sees, Guid self) =>
        new(memberName, sees, new HashSet<Guid>(), self);

    public Journal Of(JournalRecord record)
    {
        if (self is not null)
            return OfMine(record);
        var journal = record.ToJournal(isOwn is null ? memberName : id => Knows(record, id) ? memberName(id) : Unknown);
        if (isOwn is not null)
            foreach (var (entry, shown) in record.Entries.Zip(journal.Entries))
                if (entry.WalletId is not null && !isOwn(entry.Asset))
                    Hide(shown);
        return journal;
    }

    private Journal OfMine(JournalRecord record)
    {
        var mine = record.Entries.Where(e => e.MemberId == self).ToList();
        var shown = mine.FindAll(e => isOwn!(e.Asset));
        var journal = (record with { Entries = shown }).ToJournal(memberName);
        // Who of the brand decided an adjustment is the brand's own.
        if (shown.Count == 0 || shown.Count < mine.Count || record.Kind == JournalKind.Adjust)
            journal.Detail = null;
        // Another's request is nobody's business: only whoever sent it can ask by it.
        if (record.Principal.Member?.Value != self)
            journal.RequestId = "";
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
