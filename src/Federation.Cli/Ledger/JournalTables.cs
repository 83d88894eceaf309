using Federation.Ledger.V1;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>A journal as people read it: what it was, and what it moved.</summary>
internal static class JournalTables
{
    public static IEnumerable<Table> Of(Journal journal, bool replayed)
    {
        yield return Tables.Of(
                "journal", "kind", "time", "effective", "about", "holds until", "reference", "reason", "#group",
                "decided before")
            .Row(journal.Name, journal.Kind, journal.CreateTime, journal.EffectiveTime, journal.Corrects,
                journal.HoldExpireTime,
                journal.ExternalReference, journal.ReasonCode, journal.GroupNumber > 0 ? journal.GroupNumber
                : null, replayed);
        if (journal.Entries.Count == 0)
            yield break;
        var entries = Tables.Of("account", "kind", "#units", "#balance", "lot", "expires", "available from");
        foreach (var e in journal.Entries)
            entries.Row(
                e.Account, e.Kind, e.Units, e.HasBalanceAfterUnits ? e.BalanceAfterUnits : null, e.Lot?.Provenance,
                e.Lot is null ? null : LotTables.Expires(e.Lot), e.Lot is null ? null : LotTables.AvailableFrom(e.Lot));
        yield return entries;
    }
}
