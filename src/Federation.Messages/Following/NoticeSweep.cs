using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Messages.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Messages;

/// <summary>Tells the ledger that members were told when coins end, once the evidence is as strong as the coin's rule
/// asks for. A place in the inbox alone is none: the member must have read it.</summary>
internal sealed class NoticeSweep(
    [FromKeyedServices(MessagesModule.Name)] PostingService.PostingServiceClient posting, PartnerDirectory directory,
    AllianceClock clock, TimeProvider time, ILogger<NoticeSweep> logger) : TableSweep<MessagesDb>
{
    /// <summary>For how long evidence is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(60);

    private const int NoticesPerStep = 50;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    // The ledger takes 7 days; a later time is never to the member's loss.
    private static readonly TimeSpan OldestNotice = TimeSpan.FromDays(6);

    public override string Name => "notices";

    public override async Task<int> StepAsync(MessagesDb db, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var due = await db.Notices.AsNoTracking().Include(n => n.Message).Where(n => n.DueTime <= now)
            .OrderBy(n => n.DueTime).Take(NoticesPerStep).ToListAsync(cancel);
        foreach (var notice in due)
        {
            var deliveries = await db.Deliveries.AsNoTracking().Where(d => d.MessageId == notice.MessageId)
                .ToListAsync(cancel);
            await LookAsync(notice, deliveries, now, cancel);
            using var turn = await db.WriterTurnAsync(cancel);
            await db.Notices.Where(n => n.MessageId == notice.MessageId).ExecuteUpdateAsync(
                set => set.SetProperty(n => n.DueTime, notice.DueTime).SetProperty(n => n.JournalId, notice.JournalId)
                    .SetProperty(n => n.Problem, notice.Problem),
                cancel);
        }
        return due.Count;
    }

    /// <summary>When a message got as far as a rule asks; null if it has not, yet.</summary>
    internal static DateTimeOffset? EvidenceOf(IEnumerable<DeliveryRow> deliveries, NoticeEvidence needed) =>
        deliveries.SelectMany(d => new[]
        {
            needed <= NoticeEvidence.Accepted && d.Channel != MessageChannel.Inbox ? d.AcceptTime : null,
            needed <= NoticeEvidence.Delivered ? d.DeliverTime : null,
            d.ReadTime,
        }).Min();

    private async Task LookAsync(
        NoticeRow notice, List<DeliveryRow> deliveries, DateTimeOffset now, CancellationToken cancel)
    {
        var needed = (await directory.CurrentAsync(cancel)).Coins.GetValueOrDefault(notice.CoinId)?.Expiry
            ?.NoticeEvidence ?? NoticeEvidence.Accepted;
        if (EvidenceOf(deliveries, needed) is not { } delivered)
        {
            // The older, the more seldom.
            var pause = (now - (notice.Message?.CreateTime ?? now)) / 4;
            notice.DueTime = now > notice.GiveUpTime ? null : now + (pause > ShortestPause ? pause : ShortestPause);
            return;
        }
        try
        {
            notice.JournalId = await PostAsync(notice, deliveries, delivered, now, cancel);
            notice.DueTime = null;
        }
        catch (RpcException e) when (!cancel.IsCancellationRequested)
        {
            if (Refusal.From(e) is not { RetryDelay: null, Reason: not ErrorReason.Contended } refusal)
            {
                notice.DueTime = now + ShortestPause;
                return;
            }
            notice.Problem = refusal.Message[..Math.Min(refusal.Message.Length, 200)];
            notice.DueTime = null;
            Log.NoticeRefused(logger, ResourceNames.Delivery(notice.PartnerId, deliveries[0].Id), refusal.Message);
        }
    }

    private async Task<Guid> PostAsync(
        NoticeRow notice, List<DeliveryRow> deliveries, DateTimeOffset delivered, DateTimeOffset now,
        CancellationToken cancel)
    {
        var allianceNow = await clock.NowAsync(cancel);
        // In a sandbox alliance time may be ahead of system time.
        var age = TimeSpan.FromTicks(Math.Clamp((now - delivered).Ticks, 0, OldestNotice.Ticks));
        var request = PostNoticeRequest.Parser.ParseFrom(notice.Announced);
        request.RequestId = notice.MessageId.ToString("D");
        request.MemberId = notice.MemberId.ToString("D");
        request.CoinId = notice.CoinId;
        request.DeliveredTime = Moments.Cut(allianceNow - age).ToTimestamp();
        request.Evidence = StrongestOf(deliveries);
        request.Message = string.Create(CultureInfo.InvariantCulture, $"messages/{notice.MessageId:D}");
        var answer = await posting.PostNoticeAsync(
            request,
            new CallOptions(
                new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(notice.PartnerId) } },
                // gRPC's deadlines are wall-clock times of this process.
                DateTime.UtcNow + CallLimit, cancel));
        return JournalId.Parse(answer.Journal.Name).Value;
    }

    private static NoticeEvidence StrongestOf(List<DeliveryRow> deliveries) =>
        deliveries.Any(d => d.ReadTime is not null) ? NoticeEvidence.Read
            : deliveries.Any(d => d.DeliverTime is not null) ? NoticeEvidence.Delivered : NoticeEvidence.Accepted;
}
