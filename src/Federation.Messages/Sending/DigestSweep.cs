using System.Globalization;
using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>Makes the daily digests that are due: one message of all that waits for a member on a channel.</summary>
internal sealed class DigestSweep(MessageMaker maker, PartnerDirectory directory, TimeProvider time)
    : TableSweep<MessagesDb>
{
    private const int DigestsPerStep = 50;

    public override string Name => "message-digests";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var due = await db.Deliveries.AsNoTracking()
            .Where(d => d.State == DeliveryState.Digested && d.DigestId == null && d.DueTime <= now)
            .Select(d => new { d.PartnerId, d.Member, d.Channel }).Distinct().Take(DigestsPerStep).ToListAsync(cancel);
        var made = 0;
        foreach (var one in due)
        {
            using var turn = await db.WriterTurnAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var waiting = db.Deliveries.Where(d => d.State == DeliveryState.Digested && d.DigestId == null
                && d.DueTime <= now && d.PartnerId == one.PartnerId && d.Member == one.Member
                && d.Channel == one.Channel);
            made += await MakeAsync(db, one.PartnerId, one.Member, one.Channel, waiting, cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }
        return made;
    }

    private async Task<int> MakeAsync(
        MessagesDb db, string partner, Guid member, MessageChannel channel, IQueryable<DeliveryRow> waiting,
        CancellationToken cancel)
    {
        var parts = await waiting.AsNoTracking().OrderBy(d => d.CreateTime)
            .Select(d => new { d.Id, d.Message!.Subject, d.Message.Text }).ToListAsync(cancel);
        if (parts.Count == 0)
            return 0;
        // By its first message: made again after a stop, it is the same.
        var message = new NewMessage(
            partner, member, MessageKind.Digest,
            MessageKey.OfAlliance($"digest:{parts[0].Id:N}"),
            (_, language) => new MessageFields(
                new Dictionary<string, string>
                {
                    ["brand"] = directory.Latest.NameOf(partner, language == Languages.Chinese),
                    ["count"] = parts.Count.ToString(CultureInfo.InvariantCulture),
                },
                new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>
                {
                    ["messages"] =
                    [
                        .. parts.Take(TemplateFields.MaxItems).Select(p => new Dictionary<string, string>
                        {
                            ["subject"] = p.Subject,
                            ["text"] = p.Text,
                        }),
                    ],
                }))
        {
            OnlyChannel = channel,
        };
        var made = await maker.MakeAsync(db, [message], cancel);
        if (made.Count == 0)
            return 0;
        await db.SaveChangesAsync(cancel);
        var (digest, ids) = (made[0].Id, parts.Select(p => p.Id).ToList());
        await db.Deliveries.Where(d => ids.Contains(d.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.DigestId, digest), cancel);
        return 1;
    }
}
