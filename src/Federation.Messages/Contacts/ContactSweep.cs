using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>Wipes addresses that were replaced, and when they were, after 30 days.</summary>
internal sealed class ContactSweep(ContactSeal contacts, AllianceClock clock) : TableSweep<MessagesDb>
{
    private const int RowsPerStep = 100;

    public override string Name => "contacts";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = await clock.NowAsync(cancel);
        var due = await db.Recipients.AsNoTracking().Where(r => r.WipeTime <= now).OrderBy(r => r.WipeTime)
            .Take(RowsPerStep).ToListAsync(cancel);
        foreach (var row in due)
        {
            var kept = ReplacedContacts.At(contacts.OpenKept(row), now.ToTimestamp());
            var changed = row.ContactChangeTime + ReplacedContacts.Kept > now ? row.ContactChangeTime : null;
            var next = kept.Contacts.Select(c => (DateTimeOffset?)c.ExpireTime.ToDateTimeOffset())
                .Append(changed + ReplacedContacts.Kept).Min();
            var sealedAgain = kept.Contacts.Count > 0 ? contacts.SealKept(row.PartnerId, row.Member, kept) : null;
            using var turn = await db.WriterTurnAsync(cancel);
            // Who changes it right now has another revision; then it is looked at again.
            await db.Recipients
                .Where(r => r.PartnerId == row.PartnerId && r.Member == row.Member && r.Revision == row.Revision)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(r => r.KeptContacts, sealedAgain)
                        .SetProperty(r => r.ContactChangeTime, changed).SetProperty(r => r.WipeTime, next)
                        .SetProperty(r => r.Revision, row.Revision + 1),
                    cancel);
        }
        return due.Count;
    }
}
