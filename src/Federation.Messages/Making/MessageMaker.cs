using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>Makes messages within the caller's transaction: what they say, on which channels, and when they are sent.
/// Those whose key was used are left out.</summary>
internal sealed class MessageMaker(TimeProvider time)
{
    /// <summary>For how long a message is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private const int MaxAtOnce = 500;
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(1);

    /// <summary>Makes the messages in a transaction of their own.</summary>
    /// <param name="db">The context; it keeps nothing.</param>
    /// <param name="messages">So many as one transaction may write.</param>
    /// <param name="cancel">Ends it; nothing is made then.</param>
    public async Task WriteAsync(MessagesDb db, IReadOnlyList<NewMessage> messages, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await MakeAsync(db, messages, cancel);
        await db.SaveMadeAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Adds the messages to the context, which the caller saves.</summary>
    /// <returns>The deliveries of those that were made.</returns>
    public async Task<IReadOnlyList<DeliveryRow>> MakeAsync(
        MessagesDb db, IReadOnlyList<NewMessage> messages, CancellationToken cancel)
    {
        var made = new List<DeliveryRow>();
        foreach (var some in messages.Chunk(MaxAtOnce))
            made.AddRange(await MakeSomeAsync(db, some, made.Count, cancel));
        return made;
    }

    private async Task<IReadOnlyList<DeliveryRow>> MakeSomeAsync(
        MessagesDb db, IReadOnlyList<NewMessage> messages, int before, CancellationToken cancel)
    {
        var partners = messages.Select(m => m.PartnerId).Distinct().ToList();
        var settings = await db.Settings.AsNoTracking().Where(s => partners.Contains(s.PartnerId))
            .ToDictionaryAsync(s => s.PartnerId, s => s.Read(), cancel);
        var wanted = messages.Where(m => settings.ContainsKey(m.PartnerId))
            .DistinctBy(m => (m.PartnerId, m.Key.Shown, Convert.ToHexString(m.Key.Digest))).ToList();
        if (wanted.Count == 0)
            return [];
        var known = await KnownAsync(db, wanted, cancel);
        var recipients = await RecipientsAsync(db, wanted, cancel);
        var templates = await TemplateBook.ReadAsync(db, partners, cancel);
        var deliveries = new List<DeliveryRow>();
        var now = time.UtcNow();
        var createTime = (await FirstTimeAsync(db, now, cancel)).AddMicroseconds(before);
        foreach (var message in wanted)
        {
            if (known.Contains((message.PartnerId, Convert.ToHexString(message.Key.Digest))))
                continue;
            var recipient = recipients.GetValueOrDefault((message.PartnerId, message.Member));
            deliveries.AddRange(Add(
                db, message, settings[message.PartnerId], recipient, templates, (createTime, now)));
            // So that what is made at once has an order.
            createTime = createTime.AddMicroseconds(1);
        }
        return deliveries;
    }

    /// <summary>After what was made before, also where that was more than the microseconds since then.</summary>
    private static async Task<DateTimeOffset> FirstTimeAsync(
        MessagesDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var latest = await db.Messages.OrderByDescending(m => m.CreateTime).Select(m => m.CreateTime)
            .FirstOrDefaultAsync(cancel);
        // A clock that was far ahead is not followed.
        return latest >= now && latest - now < LargestSkew ? latest.AddMicroseconds(1) : now;
    }

    private static List<DeliveryRow> Add(
        MessagesDb db, NewMessage message, MessageSettings settings, RecipientRow? recipient, TemplateBook templates,
        (DateTimeOffset Create, DateTimeOffset Now) times)
    {
        var language = ChannelPlan.LanguageOf(settings, recipient);
        var written = templates.Write(message.PartnerId, message.Kind, language, message.FieldsIn(settings, language));
        var row = new MessageRow
        {
            Id = Guid.CreateVersion7(times.Create),
            PartnerId = message.PartnerId,
            KeyDigest = message.Key.Digest,
            Key = message.Key.Shown,
            Member = message.Member,
            Kind = message.Kind,
            Fingerprint = message.Fingerprint,
            Language = language,
            Subject = written.Subject,
            Text = written.Text,
            CreateTime = times.Create,
        };
        IReadOnlyList<(MessageChannel, bool)> plan = message.OnlyChannel is { } only
            ? [(only, false)] : ChannelPlan.Of(settings, message.Kind, recipient);
        var deliveries = plan.Select(p => DeliveryOf(row, p.Item1, p.Item2, settings, times.Now)).ToList();
        foreach (var delivery in deliveries)
            delivery.OldContact = message.OldContact;
        db.Messages.Add(row);
        message.OnMade?.Invoke(row);
        db.Deliveries.AddRange(deliveries);
        return deliveries;
    }

    private static DeliveryRow DeliveryOf(
        MessageRow message, MessageChannel channel, bool isDaily, MessageSettings settings, DateTimeOffset now)
    {
        var inInbox = channel == MessageChannel.Inbox;
        var due = inInbox ? now
            : isDaily ? QuietHours.NextEnd(settings, now) : QuietHours.DueTime(settings, message.Kind, now);
        return new DeliveryRow
        {
            Id = Guid.CreateVersion7(message.CreateTime),
            MessageId = message.Id,
            PartnerId = message.PartnerId,
            Member = message.Member,
            Kind = message.Kind,
            Channel = channel,
            State = inInbox ? DeliveryState.Sent : isDaily ? DeliveryState.Digested : DeliveryState.Waiting,
            CreateTime = message.CreateTime,
            DueTime = due,
            GiveUpTime = due + Patience,
            LeaseTime = now,
            AcceptTime = inInbox ? now : null,
        };
    }

    private static async Task<HashSet<(string, string)>> KnownAsync(
        MessagesDb db, IReadOnlyList<NewMessage> messages, CancellationToken cancel)
    {
        var partners = messages.Select(m => m.PartnerId).Distinct().ToList();
        var digests = messages.Select(m => m.Key.Digest).ToList();
        // By brand and digest, as the index is: by the digest alone all messages would be compared with each.
        var known = await db.Messages.AsNoTracking()
            .Where(m => partners.Contains(m.PartnerId) && digests.Contains(m.KeyDigest))
            .Select(m => new { m.PartnerId, m.KeyDigest }).ToListAsync(cancel);
        return [.. known.Select(k => (k.PartnerId, Convert.ToHexString(k.KeyDigest)))];
    }

    private static async Task<Dictionary<(string, Guid), RecipientRow>> RecipientsAsync(
        MessagesDb db, IReadOnlyList<NewMessage> messages, CancellationToken cancel)
    {
        var members = messages.Select(m => m.Member).Distinct().ToList();
        return await db.Recipients.AsNoTracking().Where(r => members.Contains(r.Member))
            .ToDictionaryAsync(r => (r.PartnerId, r.Member), cancel);
    }
}
