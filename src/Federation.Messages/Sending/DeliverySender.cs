using System.Collections.Concurrent;
using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Messages.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Messages;

/// <summary>
/// Sends what is due. Each message has a lease: of several nodes one sends it, and that of a sender that was killed is
/// sent again when its lease is over. So a message may reach the next hop twice, with the same id; it is never lost. A
/// member's messages of a channel are sent in order: a later one waits for the earlier, but one that is about security
/// for no other.
/// </summary>
internal sealed class DeliverySender(
    IServiceScopeFactory scopes, MailChannel mails, GatewayChannel gateways, ContactSeal contacts,
    PartnerDirectory directory, IOptions<MessagesOptions> options, TimeProvider time, ILogger<DeliverySender> logger)
{
    private const int MaxDue = 100;

    // Of one mail server or gateway, before the others of a step are spared.
    private const int MostFailures = 3;
    private static readonly TimeSpan Postponed = TimeSpan.FromSeconds(30);

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many were tried.</returns>
    public async Task<int> StepAsync(CancellationToken cancel)
    {
        var due = await WithDbAsync(db => DueAsync(db, cancel));
        var tried = 0;
        var failures = new ConcurrentDictionary<(string, MessageChannel), int>();
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = options.Value.SentAtOnce, CancellationToken = cancel },
            async (row, stopping) =>
            {
                var hop = HopOf(row);
                if (failures.GetValueOrDefault(hop) >= MostFailures
                    || await WithDbAsync(db => ClaimAsync(db, row, stopping)) is not { } claimed)
                    return;
                Interlocked.Increment(ref tried);
                var outcome = await SendAsync(claimed, stopping);
                await WithDbAsync(db => WriteAsync(db, claimed.Row, outcome, stopping));
                if (outcome is SendOutcome.NotNow
                    && failures.AddOrUpdate(hop, 1, (_, count) => count + 1) == MostFailures)
                    await WithDbAsync(db => PostponeAsync(db, hop, stopping));
            });
        return tried;
    }

    /// <summary>What takes the message: the mail server is everybody's, a gateway is its brand's.</summary>
    private static (string PartnerId, MessageChannel Channel) HopOf(DeliveryRow row) =>
        (row.Channel == MessageChannel.Email ? "" : row.PartnerId, row.Channel);

    /// <summary>Lets what is due by a hop that does not take anything wait, without counting a try: it would keep
    /// others waiting.</summary>
    private async Task<int> PostponeAsync(
        MessagesDb db, (string PartnerId, MessageChannel Channel) hop, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.Deliveries
            .Where(d => d.State == DeliveryState.Waiting && d.DueTime <= now && d.Channel == hop.Channel
                && (hop.PartnerId == "" || d.PartnerId == hop.PartnerId))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.DueTime, now + Postponed), cancel);
    }

    private async Task<List<DeliveryRow>> DueAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return await db.Deliveries.AsNoTracking()
            .Where(d => d.State == DeliveryState.Waiting && d.DueTime <= now && d.LeaseTime <= now)
            .Where(d => !db.Deliveries.Any(e =>
                e.Member == d.Member && e.PartnerId == d.PartnerId && e.Channel == d.Channel
                && e.State == DeliveryState.Waiting && e.CreateTime < d.CreateTime
                && (d.Kind != MessageKind.Security || e.Kind == MessageKind.Security)))
            .OrderBy(d => d.DueTime).Take(MaxDue).ToListAsync(cancel);
    }

    /// <summary>Takes the message for this sender.</summary>
    /// <returns>Null where another one has it, or has sent it.</returns>
    private async Task<ClaimedDelivery?> ClaimAsync(MessagesDb db, DeliveryRow row, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using (await db.WriterTurnAsync(cancel))
        {
            var claimed = await db.Deliveries
                .Where(d => d.Id == row.Id && d.State == DeliveryState.Waiting && d.LeaseTime <= now
                    && d.Attempts == row.Attempts)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.LeaseTime, now + options.Value.SendingLease)
                        .SetProperty(d => d.Attempts, row.Attempts + 1),
                    cancel);
            if (claimed == 0)
                return null;
        }
        row.Attempts++;
        var message = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == row.MessageId, cancel);
        var recipient = await db.Recipients.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Member == row.Member && r.PartnerId == row.PartnerId, cancel);
        var gateway = await db.Gateways.AsNoTracking()
            .SingleOrDefaultAsync(g => g.PartnerId == row.PartnerId && g.Channel == row.Channel, cancel);
        return new ClaimedDelivery(
            row, message, row.OldContact is null ? contacts.Open(recipient) : contacts.OpenOld(row), gateway,
            directory.Latest.NameOf(row.PartnerId, message.Language == Languages.Chinese),
            ResourceNames.Members + row.Member.ToString("D"));
    }

    private async Task<SendOutcome> SendAsync(ClaimedDelivery claimed, CancellationToken cancel)
    {
        try
        {
            return claimed.Row.Channel == MessageChannel.Email
                ? await mails.SendAsync(claimed, cancel) : await gateways.SendAsync(claimed, cancel);
        }
        catch (CryptographicException e)
        {
            return new SendOutcome.Never(e.Message);
        }
    }

    /// <summary>Writes what came of it, unless another sender has it by now.</summary>
    private async Task<int> WriteAsync(MessagesDb db, DeliveryRow row, SendOutcome outcome, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var mine = db.Deliveries.Where(
            d => d.Id == row.Id && d.State == DeliveryState.Waiting && d.Attempts == row.Attempts);
        using var turn = await db.WriterTurnAsync(cancel);
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                return await mine.ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.State, DeliveryState.Sent).SetProperty(d => d.AcceptTime, now)
                        .SetProperty(d => d.AnswerDigest, accepted.AnswerDigest).SetProperty(d => d.Problem, "")
                        .SetProperty(d => d.OldContact, (byte[]?)null),
                    cancel);
            case SendOutcome.NotNow later when now < row.GiveUpTime:
                var again = now + Backoff.After(row.Attempts);
                return await mine.ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.DueTime, again).SetProperty(d => d.LeaseTime, now)
                        .SetProperty(d => d.Problem, Cut(later.Problem)),
                    cancel);
            default:
                var problem = outcome is SendOutcome.Never never
                    ? never.Problem : $"{((SendOutcome.NotNow)outcome).Problem}, for three days";
                Log.MessageGivenUp(logger, ResourceNames.Delivery(row.PartnerId, row.Id), problem);
                return await mine.ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.State, DeliveryState.Failed)
                        .SetProperty(d => d.OldContact, (byte[]?)null)
                        .SetProperty(d => d.Problem, Cut(problem)),
                    cancel);
        }
    }

    private static string Cut(string problem) => problem.Length <= 200 ? problem : problem[..200];

    private async Task<T> WithDbAsync<T>(Func<MessagesDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MessagesDb>());
    }
}
