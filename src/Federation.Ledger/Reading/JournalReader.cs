using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads outcomes back from the books: what a replay answers, and what reads show.</summary>
internal static class JournalReader
{
    /// <summary>Outcomes by id. A refusal has no journal.</summary>
    public static async Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
        this LedgerDb db, IReadOnlyCollection<JournalId> ids, CancellationToken cancel)
    {
        var values = ids.Select(id => id.Value).ToList();
        var outcomes = await db.Outcomes.AsNoTracking().Where(o => values.Contains(o.Id)).ToListAsync(cancel);
        return await db.CompleteAsync(outcomes, cancel);
    }

    /// <summary>Completes outcome rows with their group numbers and their entries: all, or those of some
    /// kinds.</summary>
    public static async Task<Dictionary<JournalId, CommandOutcome>> CompleteAsync(
        this LedgerDb db, IReadOnlyCollection<OutcomeRow> outcomes, CancellationToken cancel,
        IReadOnlyCollection<AccountKind>? kinds = null)
    {
        var journalIds = outcomes.Where(o => o.Refused is null).Select(o => o.Id).ToList();
        var rows = db.Entries.AsNoTracking().Where(e => journalIds.Contains(e.JournalId));
        if (kinds is { Count: > 0 })
            rows = rows.Where(e => kinds.Contains(e.Kind));
        var entries = await (
            from entry in rows
            join wallet in db.Wallets.AsNoTracking() on entry.WalletId equals (Guid?)wallet.Id into wallets
            from wallet in wallets.DefaultIfEmpty()
            select new { Entry = entry, MemberId = (Guid?)wallet.MemberId }).ToListAsync(cancel);
        var byJournal = entries.OrderBy(e => e.Entry.Line)
            .ToLookup(e => e.Entry.JournalId, e => Record(e.Entry, e.MemberId));
        var groupIds = journalIds.Select(id => GroupOf(id).Value).Distinct().ToList();
        var numbers = await db.Groups.AsNoTracking().Where(g => groupIds.Contains(g.Id))
            .ToDictionaryAsync(g => new GroupId(g.Id), g => g.Number, cancel);
        return outcomes.ToDictionary(o => new JournalId(o.Id), o => o.Refused is { } refused
            ? (CommandOutcome)new CommandOutcome.Refused(
                Refusal.Of(RefusedOutcome.Parser.ParseFrom(refused)), Replayed: true)
            : new CommandOutcome.Accepted(
                Record(o, [.. byJournal[o.Id]], numbers[GroupOf(o.Id)]), Replayed: true));
    }

    /// <summary>One journal, or null when there is none (a refusal is none).</summary>
    public static async Task<JournalRecord?> FindJournalAsync(
        this LedgerDb db, JournalId id, CancellationToken cancel) =>
        (await db.ReadAsync([id], cancel)).GetValueOrDefault(id)?.Journal;

    /// <summary>What was earned on purchases, by purchase: the Earn journals that name them.</summary>
    public static async Task<ILookup<JournalId, JournalRecord>> EarningsOnAsync(
        this LedgerDb db, IReadOnlyCollection<JournalId> purchases, CancellationToken cancel)
    {
        var ids = purchases.Select(p => p.Value).ToList();
        var rows = ids.Count == 0 ? [] : await db.Outcomes.AsNoTracking()
            .Where(o => o.Corrects != null && ids.Contains(o.Corrects.Value) && o.Kind == JournalKind.Earn
                && o.Refused == null)
            .ToListAsync(cancel);
        var earnings = rows.Count == 0 ? [] : await db.CompleteAsync(rows, cancel);
        var purchaseOf =
            rows.ToDictionary(r => new JournalId(r.Id), r => new JournalId(r.Corrects.GetValueOrDefault()));
        return earnings.Values.Select(e => e.RequireJournal()).OrderBy(j => j.Id.Value).ToLookup(j => purchaseOf[j.Id]);
    }

    public static EntryRecord Record(EntryRow entry, Guid? member) => new(
        entry.Kind, entry.Asset, entry.Units, entry.Party, entry.WalletId, member, entry.BalanceAfter, entry.Version,
        entry.Lot is { } lot ? new Lot(lot) : null);

    private static GroupId GroupOf(Guid journal) => GroupId.Of(new JournalId(journal));

    private static JournalRecord Record(OutcomeRow outcome, IReadOnlyList<EntryRecord> entries, long groupNumber) =>
        new()
        {
            Id = new JournalId(outcome.Id),
            Kind = outcome.Kind,
            Principal = Principal.Parse(outcome.Principal),
            RequestId = outcome.RequestId,
            Time = outcome.Time,
            Entries = entries,
            Corrects = outcome.Corrects is { } about ? new JournalId(about) : null,
            EffectiveTime = outcome.EffectiveTime,
            Until = outcome.Until,
            ExternalReference = outcome.ExternalReference,
            ReasonCode = outcome.ReasonCode,
            Merchant = outcome.Merchant,
            Detail = outcome.Detail,
            Bundle = outcome.Bundle is { } head ? new JournalId(head) : null,
            GroupNumber = groupNumber,
        };
}
