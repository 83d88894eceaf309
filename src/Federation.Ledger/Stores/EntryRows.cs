namespace Federation.Ledger;

/// <summary>A group's decisions as rows, the same for every store.</summary>
internal static class EntryRows
{
    public static List<EntryRow> Of(GroupState state)
    {
        var rows = new List<EntryRow>(state.Decisions.Count * 2);
        foreach (var decision in state.Decisions)
        {
            if (decision.Journal is not { } journal)
                continue;
            for (short line = 0; line < journal.Entries.Count; line++)
            {
                var entry = journal.Entries[line];
                rows.Add(new EntryRow
                {
                    JournalId = journal.Id.Value,
                    Line = line,
                    Kind = entry.Kind,
                    Asset = entry.Asset,
                    Units = entry.Units,
                    WalletId = entry.WalletId,
                    Party = entry.Party,
                    BalanceAfter = entry.BalanceAfter,
                    Version = entry.Version,
                    Lot = entry.Lot?.Code,
                });
            }
        }
        return rows;
    }

    public static List<ConsumedRow> ConsumedOf(GroupState state) =>
    [
        .. from decision in state.Decisions
           where decision.Journal is not null
           from consumption in decision.Command.Consumes
           select new ConsumedRow { Key = consumption.Key, JournalId = decision.Id.Value },
    ];
}
